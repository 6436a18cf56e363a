using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Tenantry.Identity.Tests;

public sealed class PasswordsTests : IDisposable
{
    private readonly Passwords _passwords = new(Options.Create(new IdentitySettings { PasswordIterations = 1000 }));

    public void Dispose() => _passwords.Dispose();

    [Fact]
    public async Task A_password_fits_its_own_hash_only()
    {
        var hash = await _passwords.Hash(Account.Password);

        Assert.True(await _passwords.Verify(hash, Account.Password));
        Assert.False(await _passwords.Verify(hash, Account.Password + " "));
        Assert.NotEqual(hash, await _passwords.Hash(Account.Password));
        Assert.DoesNotContain(Account.Password, hash, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_password_is_the_same_however_its_letters_are_composed()
        => Assert.True(await _passwords.Verify(await _passwords.Hash("cr\u00e8me br\u00fbl\u00e9e"), "cre\u0300me bru\u0302le\u0301e"));

    [Fact]
    public async Task No_hash_is_fitted_by_nothing()
    {
        Assert.False(await _passwords.Verify(null, Account.Password));
        Assert.False(await _passwords.Verify(null, ""));
        Assert.False(await _passwords.Verify(null, "\ud800"));
    }

    [Fact]
    public async Task Checking_against_no_hash_does_the_work_of_checking_against_one()
    {
        using var passwords = new Passwords(Options.Create(new IdentitySettings { PasswordIterations = 400_000 }));
        var hash = await passwords.Hash(Account.Password);

        var known = await Fastest(() => passwords.Verify(hash, "wrong"));
        var nobody = await Fastest(() => passwords.Verify(null, "wrong"));

        Assert.InRange(nobody / known, 0.5, 2);

        static async Task<double> Fastest(Func<Task> work)
        {
            var best = double.MaxValue;
            for (var i = 0; i < 5; i++)
            {
                var began = TimeProvider.System.GetTimestamp();
                await work();
                best = Math.Min(best, TimeProvider.System.GetElapsedTime(began).TotalMilliseconds);
            }

            return best;
        }
    }

    [Fact]
    public async Task Hashes_are_those_of_ASP_NET_Core_Identity()
    {
        var theirs = new PasswordHasher<object>().HashPassword(this, Account.Password);

        Assert.True(await _passwords.Verify(theirs, Account.Password));
    }
}

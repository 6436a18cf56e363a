using System.Globalization;
using OtpNet;

namespace Tenantry.Grains.Tests;

public sealed class SecondFactorTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.Parse("2026-05-04T12:00:10Z", CultureInfo.InvariantCulture);
    private static readonly PlainSecrets Secrets = new();
    private static readonly string Seed = OneTimePassword.NewSeed();

    [Fact]
    public void A_seed_counts_once_it_is_confirmed()
    {
        var pending = new SecondFactor().Enrol(Seed, Secrets);

        Assert.False(pending.IsOn);
        Assert.Null(pending.Accept(new(Code(Now), null), Secrets, Now));
        Assert.Null(pending.Confirm("000000", [], Secrets, Now.AddYears(1)));

        var confirmed = pending.Confirm(Code(Now), RecoveryCode.NewSet(), Secrets, Now);
        Assert.True(confirmed!.IsOn);
        Assert.Null(confirmed.PendingSeed);
        Assert.Equal(10, confirmed.View().RecoveryCodesLeft);
    }

    [Theory]
    [InlineData(-60, false)]
    [InlineData(-30, true)]
    [InlineData(0, true)]
    [InlineData(30, true)]
    [InlineData(60, false)]
    public void A_code_is_good_one_step_before_and_after_its_own(int seconds, bool isGood)
        => Assert.Equal(isGood, On().Accept(new(Code(Now.AddSeconds(seconds)), null), Secrets, Now) is not null);

    [Fact]
    public void A_code_is_accepted_once_and_none_of_an_earlier_step_after_it()
    {
        var used = On().Accept(new(Code(Now), null), Secrets, Now)!;

        Assert.Null(used.Accept(new(Code(Now), null), Secrets, Now));
        Assert.Null(used.Accept(new(Code(Now.AddSeconds(-30)), null), Secrets, Now));
        Assert.NotNull(used.Accept(new(Code(Now.AddSeconds(30)), null), Secrets, Now));
    }

    [Fact]
    public void The_code_that_confirmed_does_not_sign_in()
    {
        var confirmed = new SecondFactor().Enrol(Seed, Secrets).Confirm(Code(Now), [], Secrets, Now)!;

        Assert.Null(confirmed.Accept(new(Code(Now), null), Secrets, Now));
    }

    [Theory]
    [InlineData("")]
    [InlineData("12345")]
    [InlineData("1234567")]
    [InlineData("12345a")]
    [InlineData("١٢٣٤٥٦")]
    public void What_is_no_code_is_refused(string code) => Assert.Null(On().Accept(new(code, null), Secrets, Now));

    [Fact]
    public void A_recovery_code_is_accepted_once_however_it_is_typed()
    {
        var codes = RecoveryCode.NewSet();
        var on = On().WithRecoveryCodes(codes);

        var used = on.Accept(new(null, $" {codes[3].ToUpperInvariant().Replace("-", " ", StringComparison.Ordinal)} "), Secrets, Now)!;

        Assert.Equal(9, used.View().RecoveryCodesLeft);
        Assert.Null(used.Accept(new(null, codes[3]), Secrets, Now));
        Assert.NotNull(used.Accept(new(null, codes[4]), Secrets, Now));
        Assert.Null(on.Accept(new(null, "0000-0000-0000-0000"), Secrets, Now));
    }

    [Fact]
    public void Neither_the_seed_nor_a_recovery_code_is_stored_as_it_is()
    {
        var codes = RecoveryCode.NewSet();

        var stored = System.Text.Encoding.UTF8.GetString(GrainJson.ToBytes(new Record<UserState>
        {
            State = new UserState { SecondFactor = new SecondFactor().Enrol(Seed, Secrets).WithRecoveryCodes(codes) },
        }));

        Assert.Contains($"totp:{Seed}", stored, StringComparison.Ordinal);
        Assert.All(codes, code => Assert.DoesNotContain(code, stored, StringComparison.Ordinal));
        Assert.DoesNotContain("isOn", stored, StringComparison.Ordinal);
    }

    [Fact]
    public void The_link_names_whose_seed_it_is()
        => Assert.Equal(
            $"otpauth://totp/app.example.com:ada%40example.com?secret={Seed}&issuer=app.example.com&algorithm=SHA1&digits=6&period=30",
            OneTimePassword.Uri(Seed, "ada@example.com", "app.example.com"));

    private static SecondFactor On() => new() { Seed = Secrets.Protect("totp", Seed) };

    private static string Code(DateTimeOffset at) => new Totp(Base32Encoding.ToBytes(Seed)).ComputeTotp(at.UtcDateTime);
}

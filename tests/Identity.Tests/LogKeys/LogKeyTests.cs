using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Tenantry.Identity.Tests;

public sealed class LogKeyTests(SiloFixture silo)
{
    private const string Keys = "/.well-known/tenantry-log-keys.json";

    private static readonly LogStatement Statement = new()
    {
        Log = LogId.Operators,
        Sequence = 17,
        Id = TypedId.From<EventId>(Guid.CreateVersion7()),
        Hash = new string('a', 64),
        Time = new DateTimeOffset(2026, 1, 31, 12, 0, 0, 5, TimeSpan.Zero),
    };

    [Fact]
    public async Task A_signature_is_checked_with_the_published_keys()
    {
        await using var host = await IdentityHost.Start(silo, silo.NewStore());

        var signature = await Signer(host).Sign(Statement);

        Assert.True((await Verify(host, signature)).IsValid);
        Assert.Equal(
            $$"""{"log":"operators","sequence":17,"id":"{{Statement.Id}}","hash":"{{Statement.Hash}}","time":"2026-01-31T12:00:00.005Z"}""",
            Encoding.UTF8.GetString(Base64UrlEncoder.DecodeBytes(signature.Split('.')[1])));
        var forged = signature.Split('.');
        forged[1] = Base64UrlEncoder.Encode("{}");
        Assert.False((await Verify(host, string.Join('.', forged))).IsValid);
    }

    [Fact]
    public async Task Silos_that_sign_at_once_agree_on_one_key()
    {
        var store = silo.NewStore();
        var hosts = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => IdentityHost.Start(silo, store)));

        await Task.WhenAll(hosts.Select(host => Signer(host).Sign(Statement)));

        Assert.Single((await hosts[0].Json(Keys)).GetProperty("keys").EnumerateArray());
        foreach (var host in hosts)
            await host.DisposeAsync();
    }

    [Fact]
    public async Task A_new_key_follows_every_year_and_the_former_ones_stay()
    {
        var store = silo.NewStore();
        await using var host = await IdentityHost.Start(silo, store);
        var first = await Signer(host).Sign(Statement);
        var published = (await host.Json(Keys)).GetProperty("keys").GetRawText();

        silo.Clock.Advance(TimeSpan.FromDays(366));
        var second = await Signer(host).Sign(Statement);
        silo.Clock.Advance(TimeSpan.FromDays(366));
        await using var later = await IdentityHost.Start(silo, store);

        Assert.NotEqual(new JsonWebToken(first).Kid, new JsonWebToken(second).Kid);
        Assert.True((await Verify(later, first)).IsValid);
        Assert.True((await Verify(later, second)).IsValid);
        Assert.StartsWith(published[..^1], (await later.Json(Keys)).GetProperty("keys").GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_private_key_is_stored_encrypted()
    {
        var store = silo.NewStore();
        await using var host = await IdentityHost.Start(silo, store);
        await Signer(host).Sign(Statement);

        var record = Assert.Single(await store.ReadPartition("identity/log-keys", null, 10, cancellation: TestContext.Current.CancellationToken));

        var stored = JsonDocument.Parse(record.Body).RootElement.GetProperty("privateKey").GetString()!;
        Assert.StartsWith("CfDJ8", stored, StringComparison.Ordinal);
    }

    private static ILogSigner Signer(IdentityHost host) => host.Services.GetRequiredService<ILogSigner>();

    // By the library, not by what signed.
    private static async Task<TokenValidationResult> Verify(IdentityHost host, string signature)
        => await new JsonWebTokenHandler().ValidateTokenAsync(signature, new TokenValidationParameters
        {
            IssuerSigningKeys = new JsonWebKeySet((await host.Json(Keys)).GetRawText()).GetSigningKeys(),
            ValidateIssuer = false,
            ValidateAudience = false,
            ValidateLifetime = false,
        });
}

using Microsoft.Extensions.DependencyInjection;

namespace Tenantry.Identity.Tests;

public sealed class SecretsInLogsTests(SiloFixture silo)
{
    [Fact]
    public async Task No_password_token_or_key_is_logged_at_any_level()
    {
        var account = await silo.SignUp();
        var store = silo.NewStore();
        await using var host = await IdentityHost.Start(silo, store);
        const string wrongPassword = "this is not the password";

        var tokens = await host.LogIn(account);
        var refreshed = await host.Refresh(tokens.RefreshToken);
        await host.LogIn(account.Email, wrongPassword);
        await host.LogIn("nobody", wrongPassword);
        await host.Post(("grant_type", "password"), ("username", account.Email), ("password", wrongPassword), ("client_id", "c"), ("client_secret", "a client's secret"));
        await host.Refresh(tokens.RefreshToken + "x");
        silo.Clock.Advance(TimeSpan.FromSeconds(11));
        await host.Refresh(tokens.RefreshToken);
        using var accepted = await host.Who($"Bearer {refreshed.AccessToken}");
        using var refused = await host.Who($"Bearer {refreshed.AccessToken}x");
        await host.Keys.Rotate(TimeSpan.Zero);

        var secrets = new List<string>
        {
            Account.Password, wrongPassword, "a client's secret", account.Email,
            tokens.AccessToken, tokens.RefreshToken, refreshed.AccessToken, refreshed.RefreshToken,
        };
        await foreach (var record in store.Scan(TestContext.Current.CancellationToken))
        {
            var key = KeyRecord.FromJson(record.Body.Span, silo.Host.Services.GetRequiredService<ISecrets>());
            secrets.Add(Convert.ToBase64String(key.PrivateKey));
            secrets.Add(Convert.ToBase64String(key.RefreshSecret));
        }

        Assert.Contains(host.Logs.Lines, line => line.Contains("A log-in from", StringComparison.Ordinal));
        foreach (var secret in secrets)
            Assert.DoesNotContain(host.Logs.Lines, line => line.Contains(secret, StringComparison.Ordinal));
    }
}

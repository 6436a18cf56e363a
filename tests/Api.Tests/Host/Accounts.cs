using System.Text.RegularExpressions;
using OtpNet;

namespace Tenantry.Api.Tests;

/// <summary>What tests do with accounts again and again.</summary>
internal static partial class Accounts
{
    /// <summary>A log-in as the token endpoint answers it.</summary>
    public static async Task<Reply> LogIn(this ApiHost host, string email, string password = Tenant.Password, params (string Name, string Value)[] more)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/oauth/token")
        {
            Content = new FormUrlEncodedContent(
            [
                new("grant_type", "password"),
                new("username", email),
                new("password", password),
                .. more.Select(one => KeyValuePair.Create(one.Name, one.Value)),
            ]),
        };
        return await host.Http.Receive(request);
    }

    public static async Task<Reply> Refresh(this ApiHost host, string refreshToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/oauth/token")
        {
            Content = new FormUrlEncodedContent([new("grant_type", "refresh_token"), new("refresh_token", refreshToken)]),
        };
        return await host.Http.Receive(request);
    }

    /// <summary>The token in the latest mail about a page, as soon as there are this many of them.</summary>
    public static async Task<string> Token(this ApiHost host, string address, string page, int count = 1)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(TimeSpan.FromSeconds(20));
        while (true)
        {
            var tokens = host.Mails.To(address).Select(mail => Link().Match(mail.Text)).Where(link => link.Groups[1].Value == page).ToArray();
            if (tokens.Length >= count)
                return Uri.UnescapeDataString(tokens[^1].Groups[2].Value);
            await Task.Delay(TimeSpan.FromMilliseconds(20), deadline.Token);
        }
    }

    /// <summary>The mails that tell of something, as soon as there is one.</summary>
    public static async Task<MailMessage> Notice(this ApiHost host, string address, string subject)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(TimeSpan.FromSeconds(20));
        while (true)
        {
            if (host.Mails.To(address).FirstOrDefault(mail => mail.Subject == subject) is { } found)
                return found;
            await Task.Delay(TimeSpan.FromMilliseconds(20), deadline.Token);
        }
    }

    /// <summary>Switches a second factor on; answers the tenant signed in with it, the seed and the nine recovery codes that are left.</summary>
    public static async Task<(Tenant Tenant, string Seed, string[] Recovery)> SwitchOn(this Tenant tenant)
    {
        var enrolled = await tenant.Host.Http.Ask("POST", "/v1/me/totp", $$"""{"password":"{{Tenant.Password}}"}""", tenant.Admin);
        Assert.Equal(200, enrolled.Status);
        var seed = enrolled.At("secret")!;
        // The code of the step before is good too, and leaves the present one for the log-in.
        var confirmed = await tenant.Host.Http.Ask("POST", "/v1/me/totp/confirm", $$"""{"code":"{{Code(seed, -1)}}"}""", tenant.Admin);
        Assert.Equal(200, confirmed.Status);
        var codes = confirmed.Json["codes"]!.AsArray().Select(code => (string)code!).ToArray();
        Assert.Equal(10, codes.Distinct().Count());
        var admin = await tenant.Host.SignIn(tenant.Email, Tenant.Password, ("recovery_code", codes[9]));
        return (tenant with { Admin = admin }, seed, codes[..9]);
    }

    /// <summary>The code of an authenticator, so many steps from now.</summary>
    public static string Code(string seed, int steps = 0)
        => new Totp(Base32Encoding.ToBytes(seed)).ComputeTotp(DateTime.UtcNow.AddSeconds(30 * steps));

    [GeneratedRegex(@"http://localhost:8080(/\S+)#token=(\S+)")]
    private static partial Regex Link();
}

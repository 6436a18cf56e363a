namespace Tenantry.Api.Tests;

public sealed class SecretsInLogsTests(ApiHost host)
{
    [Fact]
    public async Task No_password_and_no_token_is_logged_at_any_level()
    {
        const string password = "unsayable-otter-brigade-77";
        var name = Unique.Name();
        var body = Tenant.Body(name).Replace(Tenant.Password, password, StringComparison.Ordinal);
        await host.Http.Ask("POST", "/v1/signups", body[..^1]);
        await host.Http.Ask("POST", "/v1/signups", body.Replace("\"name\"", "\"nme\"", StringComparison.Ordinal));
        await host.Http.Ask("POST", "/v1/signups", body.Replace("@", "", StringComparison.Ordinal));
        Assert.Equal(201, (await host.Http.Ask("POST", "/v1/signups", body, headers: ("Idempotency-Key", name))).Status);
        Assert.Equal(201, (await host.Http.Ask("POST", "/v1/signups", body, headers: ("Idempotency-Key", name))).Status);
        Assert.Equal(409, (await host.Http.Ask("POST", "/v1/signups", body)).Status);
        var token = await host.SignIn($"{name}@example.com", password);
        Assert.Equal(200, (await host.Http.Ask("GET", "/v1/me", @as: token)).Status);
        Assert.Equal(401, (await host.Http.Ask("GET", "/v1/me", @as: token + "x")).Status);

        Assert.NotEmpty(host.Log.Lines);
        Assert.DoesNotContain(host.Log.Lines, line => line.Contains(password, StringComparison.Ordinal));
        Assert.DoesNotContain(host.Log.Lines, line => line.Contains(token, StringComparison.Ordinal));
    }
}

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
    [Fact]
    public async Task No_mailed_token_no_seed_and_no_code_is_logged_at_any_level()
    {
        const string password = "unsayable-badger-regatta-78";
        var (tenant, seed, recovery) = await (await Tenant.SignUp(host)).SwitchOn();
        Assert.Equal(200, (await host.LogIn(tenant.Email, more: ("recovery_code", recovery[0]))).Status);
        Assert.Equal(400, (await host.LogIn(tenant.Email, more: ("recovery_code", recovery[0]))).Status);
        var verify = await host.Token(tenant.Email, "/email/verify");
        Assert.Equal(204, (await host.Http.Ask("POST", "/v1/email/verify", $$"""{"token":"{{verify}}"}""", tenant.Admin)).Status);
        Assert.Equal(202, (await host.Http.Ask("POST", "/v1/password/forgot", $$"""{"email":"{{tenant.Email}}"}""")).Status);
        var reset = await host.Token(tenant.Email, "/password/reset");
        var body = $$"""{"token":"{{reset}}","password":"{{password}}"}""";
        Assert.Equal(204, (await host.Http.Ask("POST", "/v1/password/reset", body, headers: ("Idempotency-Key", "one"))).Status);
        Assert.Equal(400, (await host.Http.Ask("POST", "/v1/password/reset", body)).Status);

        foreach (var secret in (string[])[password, seed, .. recovery, verify, reset])
            Assert.DoesNotContain(host.Log.Lines, line => line.Contains(secret, StringComparison.Ordinal));
    }
}

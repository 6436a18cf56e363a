using System.Text;
using System.Text.Json.Nodes;

namespace Tenantry.Api.Tests;

public sealed class SecondFactorTests(ApiHost host)
{
    [Fact]
    public async Task A_second_factor_is_set_up_asked_for_and_removed()
    {
        var tenant = await Tenant.SignUp(host);
        var (seed, recovery) = await tenant.SwitchOn();
        Assert.Equal(10, recovery.Distinct().Count());
        var status = await host.Http.Ask("GET", "/v1/me/totp", @as: tenant.Admin);
        Assert.Equal(("true", "10"), (status.At("enabled"), status.At("recoveryCodesLeft")));
        await host.Notice(tenant.Email, "A second factor was switched on");

        var without = await host.LogIn(tenant.Email);
        Assert.Equal((400, "mfa_required"), (without.Status, without.At("error")));
        var withIt = await host.LogIn(tenant.Email, more: ("otp", Accounts.Code(seed)));
        Assert.Equal(200, withIt.Status);
        Assert.Equal(["pwd", "otp"], Methods(withIt));
        Assert.Equal(["pwd", "otp"], Methods(await host.Refresh(withIt.At("refresh_token")!)));

        var removed = await host.Http.Ask("DELETE", "/v1/me/totp", $$"""{"password":"{{Tenant.Password}}"}""", withIt.At("access_token"));
        Assert.Equal(204, removed.Status);
        Assert.Equal(401, (await host.Http.Ask("GET", "/v1/me", @as: withIt.At("access_token"))).Status);
        Assert.Equal(["pwd"], Methods(await host.LogIn(tenant.Email)));
        await host.Notice(tenant.Email, "The second factor was switched off");
    }

    [Fact]
    public async Task Whether_there_is_a_second_factor_learns_only_who_knows_the_password()
    {
        var tenant = await Tenant.SignUp(host);
        await tenant.SwitchOn();

        var wrong = await host.LogIn(tenant.Email, "something else");
        var nobody = await host.LogIn($"{Unique.Name()}@example.net", "something else");

        Assert.Equal((wrong.Status, wrong.Text), (nobody.Status, nobody.Text));
        Assert.Equal("invalid_grant", wrong.At("error"));
    }

    [Fact]
    public async Task A_code_signs_in_once()
    {
        var tenant = await Tenant.SignUp(host);
        var (seed, _) = await tenant.SwitchOn();
        var code = Accounts.Code(seed);

        Assert.Equal(200, (await host.LogIn(tenant.Email, more: ("otp", code))).Status);
        var replayed = await host.LogIn(tenant.Email, more: ("otp", code));

        Assert.Equal((400, "invalid_grant"), (replayed.Status, replayed.At("error")));
    }

    [Fact]
    public async Task A_recovery_code_stands_in_for_the_authenticator_once()
    {
        var tenant = await Tenant.SignUp(host);
        var (_, recovery) = await tenant.SwitchOn();

        Assert.Equal(["pwd", "otp"], Methods(await host.LogIn(tenant.Email, more: ("recovery_code", recovery[0].ToUpperInvariant()))));
        Assert.Equal(400, (await host.LogIn(tenant.Email, more: ("recovery_code", recovery[0]))).Status);
        Assert.Equal("9", (await host.Http.Ask("GET", "/v1/me/totp", @as: tenant.Admin)).At("recoveryCodesLeft"));
    }

    [Fact]
    public async Task Recovery_codes_are_renewed_by_the_password_or_a_code()
    {
        var tenant = await Tenant.SignUp(host);
        var (seed, old) = await tenant.SwitchOn();

        var byCode = await host.Http.Ask("POST", "/v1/me/recovery-codes", $$"""{"code":"{{Accounts.Code(seed)}}"}""", tenant.Admin);
        var byPassword = await host.Http.Ask("POST", "/v1/me/recovery-codes", $$"""{"password":"{{Tenant.Password}}"}""", tenant.Admin);

        Assert.Equal((200, 200), (byCode.Status, byPassword.Status));
        Assert.Equal(400, (await host.LogIn(tenant.Email, more: ("recovery_code", old[0]))).Status);
        Assert.Equal(400, (await host.LogIn(tenant.Email, more: ("recovery_code", (string)byCode.Json["codes"]![0]!))).Status);
        Assert.Equal(200, (await host.LogIn(tenant.Email, more: ("recovery_code", (string)byPassword.Json["codes"]![0]!))).Status);
    }

    [Theory]
    [InlineData("{}", "validation_failed")]
    [InlineData("""{"password":"violet-tractor-mumbles","code":"000000"}""", "validation_failed")]
    [InlineData("""{"password":"something else"}""", "password_wrong")]
    [InlineData("""{"code":"0000-0000-0000-0000"}""", "code_invalid")]
    public async Task What_is_neither_the_password_nor_a_code_changes_nothing(string body, string code)
    {
        var tenant = await Tenant.SignUp(host);
        await tenant.SwitchOn();

        Assert.Equal(code, (await host.Http.Ask("DELETE", "/v1/me/totp", body, tenant.Admin)).Code);
        Assert.Equal(code, (await host.Http.Ask("POST", "/v1/me/recovery-codes", body, tenant.Admin)).Code);
        Assert.Equal("true", (await host.Http.Ask("GET", "/v1/me/totp", @as: tenant.Admin)).At("enabled"));
    }

    [Fact]
    public async Task Setting_it_up_takes_the_password_and_happens_once()
    {
        var tenant = await Tenant.SignUp(host);
        (await host.Http.Ask("POST", "/v1/me/totp", """{"password":"something else"}""", tenant.Admin)).IsProblem(403, "password_wrong", "/v1/me/totp");
        (await host.Http.Ask("POST", "/v1/me/totp/confirm", """{"code":"000000"}""", tenant.Admin))
            .IsProblem(409, "second_factor_missing", "/v1/me/totp/confirm");
        await tenant.SwitchOn();

        (await host.Http.Ask("POST", "/v1/me/totp", $$"""{"password":"{{Tenant.Password}}"}""", tenant.Admin))
            .IsProblem(409, "second_factor_exists", "/v1/me/totp");
    }

    [Fact]
    public async Task The_seed_is_shown_to_the_first_caller_alone()
    {
        var tenant = await Tenant.SignUp(host);
        var body = $$"""{"password":"{{Tenant.Password}}"}""";

        var first = await host.Http.Ask("POST", "/v1/me/totp", body, tenant.Admin, ("Idempotency-Key", "one"));
        var repeated = await host.Http.Ask("POST", "/v1/me/totp", body, tenant.Admin, ("Idempotency-Key", "one"));

        Assert.StartsWith("otpauth://totp/", first.At("uri"), StringComparison.Ordinal);
        Assert.Contains(first.At("secret")!, first.At("uri"), StringComparison.Ordinal);
        Assert.Null(repeated.At("secret"));
        Assert.Null(repeated.At("uri"));
    }

    [Fact]
    public async Task Wrong_codes_are_slowed_as_wrong_passwords_are()
    {
        var tenant = await Tenant.SignUp(host);
        var (seed, _) = await tenant.SwitchOn();

        for (var i = 0; i < 5; i++)
        {
            // The password alone, again and again, does not make the guesses free.
            var more = i % 2 == 0 ? (("otp", "000000")) : ("otp", "");
            Assert.Equal(400, (await host.LogIn(tenant.Email, more: more)).Status);
        }

        Assert.Equal(429, (await host.LogIn(tenant.Email, more: ("otp", Accounts.Code(seed)))).Status);
    }

    private static string[] Methods(Reply logIn)
    {
        Assert.Equal(200, logIn.Status);
        var payload = logIn.At("access_token")!.Split('.')[1].Replace('-', '+').Replace('_', '/');
        var claims = JsonNode.Parse(Encoding.UTF8.GetString(Convert.FromBase64String(payload.PadRight((payload.Length + 3) / 4 * 4, '='))))!;
        return claims["amr"] is JsonArray array ? [.. array.Select(method => (string)method!)] : [(string)claims["amr"]!];
    }
}

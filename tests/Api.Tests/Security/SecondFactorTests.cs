using System.Text;
using System.Text.Json.Nodes;

namespace Tenantry.Api.Tests;

public sealed class SecondFactorTests(ApiHost host)
{
    [Fact]
    public async Task A_second_factor_is_set_up_asked_for_and_removed()
    {
        var (tenant, seed, recovery) = await (await Tenant.SignUp(host)).SwitchOn();
        var status = await host.Http.Ask("GET", "/v1/me/totp", @as: tenant.Admin);
        Assert.Equal(("true", "9"), (status.At("enabled"), status.At("recoveryCodesLeft")));
        await host.Notice(tenant.Email, "A second factor was switched on");

        var without = await host.LogIn(tenant.Email);
        Assert.Equal((400, "mfa_required"), (without.Status, without.At("error")));
        var withIt = await host.LogIn(tenant.Email, more: ("otp", Accounts.Code(seed)));
        Assert.Equal(200, withIt.Status);
        Assert.Equal(["pwd", "otp"], Methods(withIt));
        Assert.Equal(["pwd", "otp"], Methods(await host.Refresh(withIt.At("refresh_token")!)));

        var removed = await host.Http.Ask("DELETE", "/v1/me/totp", Code(recovery[0]), withIt.At("access_token"));
        Assert.Equal(204, removed.Status);
        Assert.Equal(401, (await host.Http.Ask("GET", "/v1/me", @as: withIt.At("access_token"))).Status);
        Assert.Equal(["pwd"], Methods(await host.LogIn(tenant.Email)));
        await host.Notice(tenant.Email, "The second factor was switched off");
    }

    [Fact]
    public async Task Whether_there_is_a_second_factor_learns_only_who_knows_the_password()
    {
        var (tenant, _, _) = await (await Tenant.SignUp(host)).SwitchOn();

        var wrong = await host.LogIn(tenant.Email, "something else");
        var nobody = await host.LogIn($"{Unique.Name()}@example.net", "something else");

        Assert.Equal((wrong.Status, wrong.Text), (nobody.Status, nobody.Text));
        Assert.Equal("invalid_grant", wrong.At("error"));
    }

    [Fact]
    public async Task A_code_signs_in_once()
    {
        var (tenant, seed, _) = await (await Tenant.SignUp(host)).SwitchOn();
        var code = Accounts.Code(seed);

        Assert.Equal(200, (await host.LogIn(tenant.Email, more: ("otp", code))).Status);
        var replayed = await host.LogIn(tenant.Email, more: ("otp", code));

        Assert.Equal((400, "invalid_grant"), (replayed.Status, replayed.At("error")));
    }

    [Fact]
    public async Task A_recovery_code_stands_in_for_the_authenticator_once()
    {
        var (tenant, _, recovery) = await (await Tenant.SignUp(host)).SwitchOn();

        Assert.Equal(["pwd", "otp"], Methods(await host.LogIn(tenant.Email, more: ("recovery_code", recovery[0].ToUpperInvariant()))));
        Assert.Equal(400, (await host.LogIn(tenant.Email, more: ("recovery_code", recovery[0]))).Status);
        Assert.Equal("8", (await host.Http.Ask("GET", "/v1/me/totp", @as: tenant.Admin)).At("recoveryCodesLeft"));
    }

    [Fact]
    public async Task Switching_it_on_ends_what_was_begun_by_the_password_alone()
    {
        var before = await Tenant.SignUp(host);
        var stolen = (await host.LogIn(before.Email)).At("refresh_token")!;

        var (tenant, _, _) = await before.SwitchOn();

        Assert.Equal(401, (await host.Http.Ask("GET", "/v1/me", @as: before.Admin)).Status);
        Assert.Equal(400, (await host.Refresh(stolen)).Status);
        Assert.Equal(200, (await host.Http.Ask("GET", "/v1/me", @as: tenant.Admin)).Status);
    }

    [Fact]
    public async Task Recovery_codes_are_renewed_by_a_code()
    {
        var (tenant, seed, old) = await (await Tenant.SignUp(host)).SwitchOn();

        var byCode = await host.Http.Ask("POST", "/v1/me/recovery-codes", Code(Accounts.Code(seed)), tenant.Admin);
        var first = (string)byCode.Json["codes"]![0]!;
        var byRecovery = await host.Http.Ask("POST", "/v1/me/recovery-codes", Code(first), tenant.Admin);

        Assert.Equal((200, 200), (byCode.Status, byRecovery.Status));
        Assert.Equal(400, (await host.LogIn(tenant.Email, more: ("recovery_code", old[0]))).Status);
        Assert.Equal(400, (await host.LogIn(tenant.Email, more: ("recovery_code", (string)byCode.Json["codes"]![1]!))).Status);
        Assert.Equal(200, (await host.LogIn(tenant.Email, more: ("recovery_code", (string)byRecovery.Json["codes"]![0]!))).Status);
        await host.Notice(tenant.Email, "Your recovery codes were replaced");
    }

    [Theory]
    [InlineData("{}", "validation_failed")]
    [InlineData("""{"password":"violet-tractor-mumbles"}""", "validation_failed")]
    [InlineData("""{"code":"000000"}""", "code_invalid")]
    [InlineData("""{"code":"0000-0000-0000-0000"}""", "code_invalid")]
    public async Task What_is_no_code_changes_nothing_not_even_the_password(string body, string code)
    {
        var (tenant, _, _) = await (await Tenant.SignUp(host)).SwitchOn();

        Assert.Equal(code, (await host.Http.Ask("DELETE", "/v1/me/totp", body, tenant.Admin)).Code);
        Assert.Equal(code, (await host.Http.Ask("POST", "/v1/me/recovery-codes", body, tenant.Admin)).Code);
        Assert.Equal("true", (await host.Http.Ask("GET", "/v1/me/totp", @as: tenant.Admin)).At("enabled"));
    }

    [Fact]
    public async Task Removing_what_is_not_there_does_not_make_guesses_be_forgotten()
    {
        var tenant = await Tenant.SignUp(host);
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal("password_wrong", (await host.Http.Ask("POST", "/v1/me/totp", """{"password":"something else"}""", tenant.Admin)).Code);
            Assert.Equal(204, (await host.Http.Ask("DELETE", "/v1/me/totp", Code("000000"), tenant.Admin)).Status);
        }

        Assert.Equal(429, (await host.LogIn(tenant.Email)).Status);
    }

    [Fact]
    public async Task Setting_it_up_takes_the_password_and_happens_once()
    {
        var tenant = await Tenant.SignUp(host);
        (await host.Http.Ask("POST", "/v1/me/totp", """{"password":"something else"}""", tenant.Admin)).IsProblem(403, "password_wrong", "/v1/me/totp");
        (await host.Http.Ask("POST", "/v1/me/totp/confirm", """{"code":"000000"}""", tenant.Admin))
            .IsProblem(409, "second_factor_missing", "/v1/me/totp/confirm");
        (tenant, _, _) = await tenant.SwitchOn();

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
        var (tenant, seed, _) = await (await Tenant.SignUp(host)).SwitchOn();

        for (var i = 0; i < 5; i++)
        {
            // The password alone, again and again, does not make the guesses free.
            var more = i % 2 == 0 ? (("otp", "000000")) : ("otp", "");
            Assert.Equal(400, (await host.LogIn(tenant.Email, more: more)).Status);
        }

        Assert.Equal(429, (await host.LogIn(tenant.Email, more: ("otp", Accounts.Code(seed)))).Status);
    }

    private static string Code(string code) => $$"""{"code":"{{code}}"}""";

    private static string[] Methods(Reply logIn)
    {
        Assert.Equal(200, logIn.Status);
        var payload = logIn.At("access_token")!.Split('.')[1].Replace('-', '+').Replace('_', '/');
        var claims = JsonNode.Parse(Encoding.UTF8.GetString(Convert.FromBase64String(payload.PadRight((payload.Length + 3) / 4 * 4, '='))))!;
        return claims["amr"] is JsonArray array ? [.. array.Select(method => (string)method!)] : [(string)claims["amr"]!];
    }
}

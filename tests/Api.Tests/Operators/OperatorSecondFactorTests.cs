using OtpNet;

namespace Tenantry.Api.Tests;

public sealed class OperatorSecondFactorTests(ApiHost host)
{
    private const string Totp = "/v1/admin/me/totp";
    private const string Password = $$"""{"password":"{{Tenant.Password}}"}""";

    [Fact]
    public async Task An_operator_sets_up_a_second_factor_and_logs_in_with_it()
    {
        var staff = await Staff.Add(host);
        Assert.Equal("false", (await staff.Ask("GET", Totp)).Json["enabled"]!.ToJsonString());

        (await staff.Ask("POST", Totp, """{"password":"something else"}""")).IsProblem(403, "password_wrong", Totp);
        var enrolled = await staff.Ask("POST", Totp, Password);
        Assert.StartsWith("otpauth://totp/", enrolled.At("uri"), StringComparison.Ordinal);
        (await staff.Ask("POST", $"{Totp}/confirm", """{"code":"000000"}""")).IsProblem(400, "code_invalid", $"{Totp}/confirm");
        var confirmed = await staff.Ask("POST", $"{Totp}/confirm", Code(enrolled.At("secret")!));
        var codes = confirmed.Json["codes"]!.AsArray().Select(code => (string)code!).ToArray();
        Assert.Equal((200, 10), (confirmed.Status, codes.Length));
        // What was begun without it is over.
        Assert.Equal(401, (await staff.Ask("GET", "/v1/admin/me")).Status);

        Assert.Equal("mfa_required", (await LogIn(staff)).At("error"));
        Assert.Equal("invalid_grant", (await LogIn(staff, ("otp", "000000"))).At("error"));
        var withIt = await LogIn(staff, ("recovery_code", codes[0]));
        Assert.Equal(200, withIt.Status);
        Assert.Equal("invalid_grant", (await LogIn(staff, ("recovery_code", codes[0]))).At("error"));

        staff = staff with { Token = withIt.At("access_token")! };
        Assert.Equal("true", (await staff.Ask("GET", "/v1/admin/me")).Json["secondFactor"]!.ToJsonString());
        (await staff.Ask("POST", Totp, Password)).IsProblem(409, "second_factor_exists", Totp);
        Assert.Equal(204, (await staff.Ask("POST", $"{Totp}/remove", $$"""{"code":"{{codes[1]}}"}""")).Status);
        Assert.Equal(401, (await staff.Ask("GET", "/v1/admin/me")).Status);
        Assert.Equal(400, (await host.Refresh(withIt.At("refresh_token")!)).Status);
        Assert.Equal(200, (await LogIn(staff)).Status);
    }

    [Fact]
    public async Task An_admin_helps_who_has_lost_the_second_factor()
    {
        var staff = await Staff.Add(host);
        var enrolled = await staff.Ask("POST", Totp, Password);
        var confirmed = await staff.Ask("POST", $"{Totp}/confirm", Code(enrolled.At("secret")!));
        var withIt = (await LogIn(staff, ("recovery_code", (string)confirmed.Json["codes"]![0]!))).At("access_token");
        Assert.Equal(200, (await host.Http.Ask("GET", "/v1/admin/me", @as: withIt)).Status);

        Assert.Equal(204, (await host.Http.Ask("DELETE", $"{staff.Path}/totp", @as: host.Operator)).Status);

        Assert.Equal(401, (await host.Http.Ask("GET", "/v1/admin/me", @as: withIt)).Status);
        staff = staff with { Token = (await LogIn(staff)).At("access_token")! };
        (await staff.Ask("DELETE", $"{staff.Path}/totp")).IsProblem(403, "operator_admin_required", $"{staff.Path}/totp");
    }

    [Fact]
    public async Task Guessing_an_operators_password_with_a_stolen_token_is_slowed()
    {
        var staff = await Staff.Add(host);
        for (var i = 0; i < 5; i++)
            Assert.Equal("password_wrong", (await staff.Ask("POST", Totp, """{"password":"something else"}""")).Code);

        Assert.Equal("too_many_attempts", (await staff.Ask("POST", Totp, Password)).Code);
    }

    [Fact]
    public async Task Where_a_second_factor_is_required_who_has_none_can_only_set_one_up()
    {
        await using var strict = await FrontEnd.Start(host, TimeProvider.System, ("Tenantry:Operator:RequireSecondFactor", "true"));
        var staff = await Staff.Add(host);

        (await strict.Http.Ask("GET", "/v1/admin/organizations", @as: staff.Token)).IsProblem(403, "second_factor_required", "/v1/admin/organizations");
        (await strict.Http.Ask("GET", "/v1/admin/operators", @as: host.Operator)).IsProblem(403, "second_factor_required", "/v1/admin/operators");
        Assert.Equal(200, (await strict.Http.Ask("GET", "/v1/admin/me", @as: staff.Token)).Status);
        var enrolled = await strict.Http.Ask("POST", Totp, Password, staff.Token);
        var confirmed = await strict.Http.Ask("POST", $"{Totp}/confirm", Code(enrolled.At("secret")!), staff.Token);
        Assert.Equal(401, (await strict.Http.Ask("GET", "/v1/admin/operators", @as: staff.Token)).Status);

        var token = (await LogIn(staff, ("recovery_code", (string)confirmed.Json["codes"]![0]!))).At("access_token")!;
        Assert.Equal(200, (await strict.Http.Ask("GET", "/v1/admin/operators", @as: token)).Status);
    }

    private Task<Reply> LogIn(Staff staff, params (string Name, string Value)[] more) => host.LogIn(staff.Email, Tenant.Password, [("scope", "operator"), .. more]);

    private static string Code(string secret) => $$"""{"code":"{{new Totp(Base32Encoding.ToBytes(secret)).ComputeTotp()}}"}""";
}

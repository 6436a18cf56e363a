namespace Tenantry.Api.Tests;

public sealed class EmailTests(ApiHost host)
{
    [Fact]
    public async Task A_new_address_is_verified_by_the_token_that_was_mailed_to_it()
    {
        var tenant = await Tenant.SignUp(host);
        Assert.False((bool)(await Me(tenant)).Json["emailVerified"]!);
        var token = await host.Token(tenant.Email, "/email/verify");
        Assert.StartsWith("acct_", token, StringComparison.Ordinal);

        Assert.Equal(204, (await Show("verify", $" {token} ", tenant)).Status);

        Assert.True((bool)(await Me(tenant)).Json["emailVerified"]!);
        (await Show("verify", token, tenant)).IsProblem(400, "token_invalid", "/v1/email/verify");
    }

    [Fact]
    public async Task Only_the_newest_token_counts()
    {
        var tenant = await Tenant.SignUp(host);
        var first = await host.Token(tenant.Email, "/email/verify");
        Assert.Equal(202, (await host.Http.Ask("POST", "/v1/me/email/verification", @as: tenant.Admin)).Status);
        var second = await host.Token(tenant.Email, "/email/verify", count: 2);

        Assert.Equal("token_invalid", (await Show("verify", first, tenant)).Code);
        Assert.Equal(204, (await Show("verify", second, tenant)).Status);
        Assert.Equal(202, (await host.Http.Ask("POST", "/v1/me/email/verification", @as: tenant.Admin)).Status);
    }

    [Fact]
    public async Task Nobody_has_us_write_mails_again_and_again()
    {
        var tenant = await Tenant.SignUp(host);
        for (var i = 0; i < 5; i++)
            Assert.Equal(202, (await host.Http.Ask("POST", "/v1/me/email/verification", @as: tenant.Admin)).Status);

        var refused = await host.Http.Ask("POST", "/v1/me/email/verification", @as: tenant.Admin);

        Assert.Equal("too_many_attempts", refused.Code);
        Assert.NotNull(refused.Header("Retry-After"));
    }

    [Theory]
    [InlineData("none")]
    [InlineData("acct_")]
    [InlineData("invt_01k9q0z3v8e2r9x4m7c5t1b6na01k9q0z3v8e2r9x4m7c5t1b6nb01k9q0z3v8e2r9x4m7c5t1b6na")]
    public async Task What_is_no_token_is_refused_as_one_that_is_wrong(string token)
    {
        var tenant = await Tenant.SignUp(host);
        foreach (var what in (string[])["verify", "confirm"])
            (await Show(what, token, tenant)).IsProblem(400, "token_invalid", $"/v1/email/{what}");
    }

    [Fact]
    public async Task A_click_of_whoever_is_not_signed_in_proves_nothing_for_a_stranger_who_signed_up_with_the_address()
    {
        var (attacker, victim) = (await Tenant.SignUp(host), await Tenant.SignUp(host));
        var address = $"{Unique.Name()}@example.org";
        Assert.Equal(202, (await Change(attacker, address)).Status);

        foreach (var (what, token) in new[]
        {
            ("verify", await host.Token(attacker.Email, "/email/verify")),
            ("confirm", await host.Token(address, "/email/confirm")),
        })
        {
            var path = $"/v1/email/{what}";
            (await host.Http.Ask("POST", path, Body(token))).IsProblem(401, "unauthenticated", path);
            (await Show(what, token, victim)).IsProblem(400, "token_invalid", path);
        }

        var me = await Me(attacker);
        Assert.Equal((attacker.Email, false), (me.At("email"), (bool)me.Json["emailVerified"]!));
    }

    [Fact]
    public async Task A_token_proves_only_what_it_was_mailed_for()
    {
        var tenant = await Tenant.SignUp(host);
        var token = await host.Token(tenant.Email, "/email/verify");

        Assert.Equal("token_invalid", (await Show("confirm", token, tenant)).Code);
        var reset = await host.Http.Ask("POST", "/v1/password/reset", $$"""{"token":"{{token}}","password":"{{Tenant.Password}}"}""");
        Assert.Equal("token_invalid", reset.Code);
        Assert.Equal(204, (await Show("verify", token, tenant)).Status);
    }

    [Fact]
    public async Task Another_address_becomes_the_accounts_once_it_is_confirmed()
    {
        var tenant = await Tenant.SignUp(host);
        var address = $"{Unique.Name()}@Example.org";
        Assert.Equal(202, (await Change(tenant, address)).Status);
        await host.Notice(tenant.Email, "Your email address is about to change");
        Assert.Equal(tenant.Email, (await Me(tenant)).At("email"));

        var token = await host.Token(address, "/email/confirm");
        Assert.Equal(204, (await Show("confirm", token, tenant)).Status);

        Assert.Equal(address, (await Me(tenant)).At("email"));
        Assert.True((bool)(await Me(tenant)).Json["emailVerified"]!);
        Assert.Equal(address, (await tenant.Ask("GET", $"/members/{tenant.User}")).At("email"));
        Assert.Equal(200, (await host.LogIn(address)).Status);
        Assert.Equal(400, (await host.LogIn(tenant.Email)).Status);
        Assert.Equal("token_invalid", (await Show("confirm", token, tenant)).Code);
        // The address before is free.
        Assert.Equal(201, (await host.Http.Ask("POST", "/v1/signups", Tenant.Body(tenant.Email.Split('@')[0]))).Status);
    }

    [Fact]
    public async Task An_address_can_be_taken_back()
    {
        var tenant = await Tenant.SignUp(host);
        var address = $"{Unique.Name()}@example.org";
        await Move(tenant, address);
        await Move(tenant, tenant.Email);

        Assert.Equal(tenant.Email, (await Me(tenant)).At("email"));
        Assert.Equal(200, (await host.LogIn(tenant.Email)).Status);
        Assert.Equal(400, (await host.LogIn(address)).Status);
    }

    [Fact]
    public async Task An_address_that_somebody_has_is_refused_only_to_whoever_reads_its_mail()
    {
        var tenant = await Tenant.SignUp(host);
        var other = await Tenant.SignUp(host);
        Assert.Equal(202, (await Change(tenant, other.Email)).Status);

        var token = await host.Token(other.Email, "/email/confirm");

        (await Show("confirm", token, tenant)).IsProblem(409, "email_taken", "/v1/email/confirm");
        Assert.Equal(tenant.Email, (await Me(tenant)).At("email"));
        Assert.Equal("token_invalid", (await Show("confirm", token, tenant)).Code);
    }

    [Fact]
    public async Task Changing_the_address_takes_the_password_and_an_address()
    {
        var tenant = await Tenant.SignUp(host);

        (await Change(tenant, "new@example.com", "something else")).IsProblem(403, "password_wrong", "/v1/me/email");
        Assert.Equal("validation_failed", (await Change(tenant, "new@example")).Code);
        Assert.Equal("validation_failed", (await Change(tenant, tenant.Email.ToUpperInvariant())).Code);
    }

    [Fact]
    public async Task An_account_that_was_never_used_yields_its_address_to_whoever_proves_it()
    {
        var squatted = $"{Unique.Name()}@example.com";
        Assert.Equal(201, (await host.Http.Ask("POST", "/v1/signups", Tenant.Body(squatted.Split('@')[0]))).Status);
        var tenant = await Tenant.SignUp(host);

        await Move(tenant, squatted);

        Assert.Equal(squatted, (await Me(tenant)).At("email"));
        var token = await host.SignIn(squatted, Tenant.Password);
        Assert.Equal(tenant.User, (await host.Http.Ask("GET", "/v1/me", @as: token)).At("id"));
    }

    [Fact]
    public async Task An_account_that_was_never_used_yields_to_whoever_is_invited_by_mail()
    {
        var squatted = $"{Unique.Name()}@example.com";
        Assert.Equal(201, (await host.Http.Ask("POST", "/v1/signups", Tenant.Body(squatted.Split('@')[0]))).Status);
        var tenant = await Tenant.SignUp(host);
        Assert.Equal(201, (await tenant.Ask("POST", "/invitations", $$"""{"email":"{{squatted}}"}""")).Status);
        var token = await host.Token(squatted, "/invitations");

        var joined = await host.Http.Ask(
            "POST", "/v1/invitations/sign-up", $$$"""{"token":"{{{token}}}","user":{"password":"another-{{{Tenant.Password}}}"}}""");

        Assert.Equal(201, joined.Status);
        Assert.Equal(400, (await host.LogIn(squatted)).Status);
        var me = await host.Http.Ask("GET", "/v1/me", @as: await host.SignIn(squatted, $"another-{Tenant.Password}"));
        Assert.True((bool)me.Json["emailVerified"]!);
        Assert.Equal(tenant.Organization, (string?)me.Json["organizations"]![0]!["id"]);
    }

    private static string Body(string token) => $$"""{"token":"{{token}}"}""";

    private Task<Reply> Show(string what, string token, Tenant tenant)
        => host.Http.Ask("POST", $"/v1/email/{what}", Body(token), tenant.Admin);

    private Task<Reply> Me(Tenant tenant) => host.Http.Ask("GET", "/v1/me", @as: tenant.Admin);

    private Task<Reply> Change(Tenant tenant, string address, string password = Tenant.Password)
        => host.Http.Ask("POST", "/v1/me/email", $$"""{"email":"{{address}}","password":"{{password}}"}""", tenant.Admin);

    private async Task Move(Tenant tenant, string address)
    {
        Assert.Equal(202, (await Change(tenant, address)).Status);
        Assert.Equal(204, (await Show("confirm", await host.Token(address, "/email/confirm"), tenant)).Status);
    }
}

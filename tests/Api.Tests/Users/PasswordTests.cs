namespace Tenantry.Api.Tests;

public sealed class PasswordTests(ApiHost host)
{
    private const string Other = "emerald-lantern-whispers";

    [Fact]
    public async Task A_forgotten_password_is_set_anew_by_mail()
    {
        var tenant = await Tenant.SignUp(host);
        var refresh = (await host.LogIn(tenant.Email)).At("refresh_token")!;
        var token = await Forget(tenant.Email);

        Assert.Equal(204, (await Reset(token, Other)).Status);

        Assert.Equal(401, (await host.Http.Ask("GET", "/v1/me", @as: tenant.Admin)).Status);
        Assert.Equal(400, (await host.Refresh(refresh)).Status);
        Assert.Equal(400, (await host.LogIn(tenant.Email)).Status);
        var me = await host.Http.Ask("GET", "/v1/me", @as: await host.SignIn(tenant.Email, Other));
        Assert.True((bool)me.Json["emailVerified"]!);
        await host.Notice(tenant.Email, "Your password was changed");
        (await Reset(token, Other)).IsProblem(400, "token_invalid", "/v1/password/reset");
    }

    [Fact]
    public async Task A_reset_that_is_the_first_proof_of_the_address_removes_the_second_factor_of_whoever_signed_up_with_it()
    {
        var (stranger, _, _) = await (await Tenant.SignUp(host)).SwitchOn();

        Assert.Equal(204, (await Reset(await Forget(stranger.Email), Other)).Status);

        Assert.Equal(401, (await host.Http.Ask("GET", "/v1/me", @as: stranger.Admin)).Status);
        var owner = await host.SignIn(stranger.Email, Other);
        Assert.Equal("false", (await host.Http.Ask("GET", "/v1/me/totp", @as: owner)).At("enabled"));
    }

    [Fact]
    public async Task A_reset_leaves_the_second_factor_of_whoever_had_proven_the_address()
    {
        var (tenant, seed, _) = await (await Tenant.SignUp(host)).SwitchOn();
        var proof = $$"""{"token":"{{await host.Token(tenant.Email, "/email/verify")}}"}""";
        Assert.Equal(204, (await host.Http.Ask("POST", "/v1/email/verify", proof, tenant.Admin)).Status);

        Assert.Equal(204, (await Reset(await Forget(tenant.Email), Other)).Status);

        Assert.Equal("mfa_required", (await host.LogIn(tenant.Email, Other)).At("error"));
        Assert.Equal(200, (await host.LogIn(tenant.Email, Other, ("otp", Accounts.Code(seed)))).Status);
    }

    [Fact]
    public async Task The_answer_is_the_same_whether_there_is_an_account_or_not()
    {
        var tenant = await Tenant.SignUp(host);
        var nobody = $"{Unique.Name()}@example.net";

        var known = await host.Http.Ask("POST", "/v1/password/forgot", $$"""{"email":"{{tenant.Email}}"}""");
        var unknown = await host.Http.Ask("POST", "/v1/password/forgot", $$"""{"email":"{{nobody}}"}""");

        Assert.Equal(202, known.Status);
        Assert.Equal((known.Status, known.Text, known.MediaType), (unknown.Status, unknown.Text, unknown.MediaType));
        Assert.Equal(Names(known), Names(unknown));
        await host.Token(tenant.Email, "/password/reset");
        Assert.Empty(host.Mails.To(nobody));

        static string[] Names(Reply reply) => [.. reply.Headers.Select(header => header.Key).Order()];
    }

    [Fact]
    public async Task However_often_it_is_asked_the_answer_is_the_same_and_the_mails_are_few()
    {
        var tenant = await Tenant.SignUp(host);

        for (var i = 0; i < 12; i++)
            Assert.Equal(202, (await host.Http.Ask("POST", "/v1/password/forgot", $$"""{"email":"{{tenant.Email}}"}""")).Status);

        await host.Token(tenant.Email, "/password/reset", count: 5);
        Assert.InRange(host.Mails.To(tenant.Email).Count(mail => mail.Subject == "Set a new password"), 5, 7);
    }

    [Fact]
    public async Task The_mail_goes_to_the_accounts_own_address()
    {
        var tenant = await Tenant.SignUp(host);
        Assert.Equal(202, (await host.Http.Ask("POST", "/v1/password/forgot", $$"""{"email":" {{tenant.Email.ToUpperInvariant()}} "}""")).Status);

        await host.Token(tenant.Email, "/password/reset");
        Assert.Empty(host.Mails.To(tenant.Email.ToUpperInvariant()));
    }

    [Fact]
    public async Task A_password_that_is_too_weak_leaves_the_token_good()
    {
        var tenant = await Tenant.SignUp(host);
        var token = await Forget(tenant.Email);

        Assert.Equal("validation_failed", (await Reset(token, "password")).Code);
        Assert.Equal("token_invalid", (await Reset(token + "0", "password")).Code);
        Assert.Equal(204, (await Reset(token, Other)).Status);
    }

    [Fact]
    public async Task A_token_sets_one_password_however_many_come_at_once()
    {
        var tenant = await Tenant.SignUp(host);
        var token = await Forget(tenant.Email);

        var replies = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Reset(token, $"{Other}-{i}")));

        var won = Assert.Single(Enumerable.Range(0, 20), i => replies[i].Status == 204);
        Assert.All(replies.Where(reply => reply.Status != 204), reply => Assert.Equal("token_invalid", reply.Code));
        Assert.Equal(200, (await host.LogIn(tenant.Email, $"{Other}-{won}")).Status);
    }

    [Fact]
    public async Task The_password_is_changed_by_whoever_knows_it()
    {
        var tenant = await Tenant.SignUp(host);
        var refresh = (await host.LogIn(tenant.Email)).At("refresh_token")!;

        (await Change(tenant, "something else", Other)).IsProblem(403, "password_wrong", "/v1/me/password");
        var weak = await Change(tenant, Tenant.Password, "password");
        Assert.Equal("validation_failed", weak.Code);
        Assert.NotNull(weak.Json["errors"]!["password"]);
        Assert.Equal(204, (await Change(tenant, Tenant.Password, Other)).Status);

        Assert.Equal(401, (await host.Http.Ask("GET", "/v1/me", @as: tenant.Admin)).Status);
        Assert.Equal(400, (await host.Refresh(refresh)).Status);
        Assert.Equal(400, (await host.LogIn(tenant.Email)).Status);
        Assert.Equal(200, (await host.LogIn(tenant.Email, Other)).Status);
        await host.Notice(tenant.Email, "Your password was changed");
    }

    [Fact]
    public async Task Guessing_the_password_with_a_stolen_token_is_slowed_with_the_log_ins()
    {
        var tenant = await Tenant.SignUp(host);
        for (var i = 0; i < 5; i++)
            Assert.Equal("password_wrong", (await Change(tenant, $"guess {i}", Other)).Code);

        Assert.Equal("too_many_attempts", (await Change(tenant, Tenant.Password, Other)).Code);
        Assert.Equal(429, (await host.LogIn(tenant.Email)).Status);
    }

    private async Task<string> Forget(string email)
    {
        Assert.Equal(202, (await host.Http.Ask("POST", "/v1/password/forgot", $$"""{"email":"{{email}}"}""")).Status);
        return await host.Token(email, "/password/reset");
    }

    private Task<Reply> Reset(string token, string password)
        => host.Http.Ask("POST", "/v1/password/reset", $$"""{"token":"{{token}}","password":"{{password}}"}""");

    private Task<Reply> Change(Tenant tenant, string current, string password)
        => host.Http.Ask("POST", "/v1/me/password", $$"""{"current":"{{current}}","password":"{{password}}"}""", tenant.Admin);
}

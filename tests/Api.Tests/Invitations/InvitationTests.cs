using System.Text.Json.Nodes;

namespace Tenantry.Api.Tests;

public sealed class InvitationTests(ApiHost host)
{
    [Fact]
    public async Task An_invited_one_signs_up_from_the_mail()
    {
        var tenant = await Tenant.SignUp(host);
        var email = Address();
        var made = await tenant.Ask("POST", "/invitations", $$"""{"email":"{{email}}","role":"editor","expiresInDays":3}""");
        Assert.Equal((201, "pending", "manager", tenant.User), (made.Status, made.At("status"), made.At("role"), made.At("invitedBy")));
        Assert.Null(made.Json["token"]);
        Assert.Equal($"{tenant.Path}/invitations/{made.At("id")}", made.Headers.Location?.ToString());
        Assert.Equal(made.Tag, (await tenant.Ask("GET", $"/invitations/{made.At("id")}")).Tag);
        var token = TokenIn(await host.Mails.Next(email));

        var preview = await Public("preview", token);
        Assert.Equal(200, preview.Status);
        Assert.Equal(
            (tenant.Slug, email, "manager", "Ada", "false"),
            (preview.At("organization.slug"), preview.At("email"), preview.At("role"), preview.At("inviterName"), preview.At("hasAccount")));
        Assert.Equal(made.At("expiresAt"), preview.At("expiresAt"));

        var joined = await Public("sign-up", token, $$""","user":{"name":"Grace","password":"{{Tenant.Password}}"}""");
        Assert.Equal(201, joined.Status);
        Assert.Equal(
            (tenant.Organization, email, "Grace", "manager"),
            (joined.At("organization.id"), joined.At("member.email"), joined.At("member.name"), joined.At("member.role")));
        var member = await host.SignIn(email, Tenant.Password);
        Assert.Equal(200, (await host.Http.Ask("GET", $"{tenant.Path}/invitations", @as: member)).Status);
        Assert.Equal("accepted", (await tenant.Ask("GET", $"/invitations/{made.At("id")}")).At("status"));
        foreach (var action in (string[])["preview", "decline"])
            Assert.Equal((409, "invitation_not_pending"), Outcome(await Public(action, token)));
        Assert.Equal((409, "invitation_not_pending"), Outcome(await Public("sign-up", token, $$""","user":{"password":"{{Tenant.Password}}"}""")));
    }

    [Fact]
    public async Task An_invited_one_with_an_account_accepts_while_signed_in()
    {
        var (tenant, other, third) = (await Tenant.SignUp(host), await Tenant.SignUp(host), await Tenant.SignUp(host));
        var token = await Invite(tenant, other.Email);

        Assert.Equal("true", (await Public("preview", token)).At("hasAccount"));
        Assert.Equal((409, "email_taken"), Outcome(await Public("sign-up", token, $$""","user":{"password":"{{Tenant.Password}}"}""")));
        Assert.Equal(401, (await Public("accept", token)).Status);
        Assert.Equal((403, "invitation_for_other"), Outcome(await Public("accept", token, @as: third.Admin)));
        Assert.Equal((403, "user_required"), Outcome(await Public("accept", token, @as: host.Operator)));

        var joined = await Public("accept", token, @as: other.Admin);
        Assert.Equal((200, tenant.Organization, "member"), (joined.Status, joined.At("organization.id"), joined.At("member.role")));
        Assert.Equal(200, (await host.Http.Ask("GET", tenant.Path, @as: other.Admin)).Status);
        Assert.Equal((409, "invitation_not_pending"), Outcome(await Public("accept", token, @as: other.Admin)));
    }

    [Fact]
    public async Task A_token_is_shown_once_and_never_to_a_repetition()
    {
        var tenant = await Tenant.SignUp(host);
        var body = $$"""{"email":"{{Address()}}","sendMail":false}""";
        var key = ("Idempotency-Key", Guid.NewGuid().ToString());

        var first = await tenant.Ask("POST", "/invitations", body, key);
        var second = await tenant.Ask("POST", "/invitations", body, key);

        Assert.StartsWith("invt_", first.At("token"), StringComparison.Ordinal);
        Assert.Equal((201, "true", null), (second.Status, second.Header("Idempotency-Replayed"), second.Json["token"]));
        Assert.Equal((first.At("id"), first.Tag), (second.At("id"), second.Tag));
        Assert.DoesNotContain("token", (await tenant.Ask("GET", "/invitations")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("token", (await tenant.Ask("GET", $"/invitations/{first.At("id")}")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Revoking_and_declining_end_it_and_resending_begins_anew()
    {
        var tenant = await Tenant.SignUp(host);
        var (email, declining) = (Address(), await Invite(tenant, Address()));
        var id = (await tenant.Ask("POST", "/invitations", $$"""{"email":"{{email}}"}""")).At("id");
        var first = TokenIn(await host.Mails.Next(email));

        var resent = await tenant.Ask("POST", $"/invitations/{id}/resend");
        Assert.Equal((200, id, "pending"), (resent.Status, resent.At("id"), resent.At("status")));
        var second = TokenIn(await host.Mails.Next(email, count: 2));
        Assert.Equal((404, "invitation_not_found"), Outcome(await Public("preview", first)));
        Assert.Equal(200, (await Public("preview", second)).Status);

        for (var i = 0; i < 2; i++)
        {
            Assert.Equal(204, (await tenant.Ask("DELETE", $"/invitations/{id}")).Status);
            Assert.Equal(204, (await Public("decline", declining)).Status);
        }

        Assert.Equal((409, "invitation_not_pending"), Outcome(await Public("preview", second)));
        Assert.Equal((409, "invitation_not_pending"), Outcome(await tenant.Ask("POST", $"/invitations/{id}/resend")));
        var list = (await tenant.Ask("GET", "/invitations")).Json["data"]!.AsArray();
        Assert.Equal(["declined", "revoked"], list.Select(one => (string)one!["status"]!));
        Assert.All(list, one => Assert.NotNull(one!["endedAt"]));
    }

    [Fact]
    public async Task A_batch_is_all_or_nothing_and_names_what_is_wrong()
    {
        var tenant = await Tenant.SignUp(host);
        string[] emails = [Address(), Address(), tenant.Email];

        var member = await tenant.Ask("POST", "/invitations/batch", Batch(emails));
        Assert.Equal((409, "member_exists"), Outcome(member));
        Assert.Equal(["invitations.2.email"], member.Json["errors"]!.AsObject().Select(error => error.Key));
        var malformed = await tenant.Ask("POST", "/invitations/batch", """{"invitations":[{"email":"a@example.com"},{"mail":"x"},{"email":1},null]}""");
        Assert.Equal((400, "validation_failed"), Outcome(malformed));
        Assert.Equal(
            ["invitations.1.email", "invitations.1.mail", "invitations.2.email", "invitations.3"],
            malformed.Json["errors"]!.AsObject().Select(error => error.Key));
        Assert.Equal((400, "validation_failed"), Outcome(await tenant.Ask("POST", "/invitations/batch", """{"invitations":[null]}""")));
        Assert.Equal((400, "validation_failed"), Outcome(await tenant.Ask("POST", "/invitations/batch", """{"invitations":null}""")));
        Assert.Empty((await tenant.Ask("GET", "/invitations")).Json["data"]!.AsArray());

        var made = await tenant.Ask("POST", "/invitations/batch", Batch(emails[..2]));
        Assert.Equal(201, made.Status);
        Assert.Equal(emails[..2], made.Json["invitations"]!.AsArray().Select(one => (string)one!["email"]!));
        var limit = await tenant.Ask("POST", "/invitations/batch", Batch(Address(), Address(), Address()));
        Assert.Equal((402, "limit_reached", "users", "3", "basic"), (limit.Status, limit.Code, limit.At("meter"), limit.At("requested"), limit.At("upgradeTo")));
        Assert.Equal(3, (int?)limit.Json["used"]);
    }

    [Theory]
    [InlineData("""{"email":"nobody"}""", "email")]
    [InlineData("""{"email":"a@example.com","role":"king"}""", "role")]
    [InlineData("""{"email":"a@example.com","expiresInDays":31}""", "expiresInDays")]
    [InlineData("""{"email":"a@example.com","expiresInDays":"7"}""", "expiresInDays")]
    [InlineData("""{"email":"a@example.com","teams":["prj_1"]}""", "teams.0")]
    [InlineData("""{"email":"a@example.com","customRoles":["a","b","c","d","e","f","g","h","i","j","k"]}""", "customRoles")]
    public async Task What_is_wrong_with_an_invitation_is_named(string body, string field)
    {
        var reply = await (await Tenant.SignUp(host)).Ask("POST", "/invitations", body);

        Assert.Equal((400, "validation_failed"), Outcome(reply));
        Assert.Equal([field], reply.Json["errors"]!.AsObject().Select(error => error.Key));
    }

    [Fact]
    public async Task A_weak_password_uses_nothing_up()
    {
        var tenant = await Tenant.SignUp(host);
        var token = await Invite(tenant, Address());

        var weak = await Public("sign-up", token, ""","user":{"password":"password"}""");

        Assert.Equal((400, "validation_failed"), Outcome(weak));
        Assert.Equal(["user.password"], weak.Json["errors"]!.AsObject().Select(error => error.Key));
        Assert.Equal(200, (await Public("preview", token)).Status);
    }

    [Fact]
    public async Task Another_tenants_invitation_is_not_found()
    {
        var (tenant, other) = (await Tenant.SignUp(host), await Tenant.SignUp(host));
        var id = (await other.Ask("POST", "/invitations", $$"""{"email":"{{Address()}}"}""")).At("id");

        Assert.Equal((404, "invitation_not_found"), Outcome(await tenant.Ask("GET", $"/invitations/{id}")));
        Assert.Equal((404, "invitation_not_found"), Outcome(await tenant.Ask("DELETE", $"/invitations/{id}")));
        Assert.Equal((404, "invitation_not_found"), Outcome(await tenant.Ask("POST", $"/invitations/{id}/resend")));
        Assert.Equal((400, "invalid_parameter"), Outcome(await tenant.Ask("GET", "/invitations/inv_1")));
        Assert.Equal("pending", (await other.Ask("GET", $"/invitations/{id}")).At("status"));
    }

    [Fact]
    public async Task Whoever_asks_too_often_about_tokens_has_to_wait()
    {
        await using var frontEnd = await FrontEnd.Start(
            host, new StoppedClock(DateTimeOffset.UnixEpoch), ("Tenantry:Limits:SignupsPerMinute", "2"));
        foreach (var (action, status) in ((string, int)[])[("preview", 404), ("decline", 404), ("sign-up", 429), ("preview", 429)])
            Assert.Equal(status, (await frontEnd.Http.Ask("POST", $"/v1/invitations/{action}", """{"token":"none"}""")).Status);
    }

    [Fact]
    public async Task No_token_is_ever_logged()
    {
        var (tenant, other, email) = (await Tenant.SignUp(host), await Tenant.SignUp(host), Address());
        await tenant.Ask("POST", "/invitations", $$"""{"email":"{{email}}"}""");
        string[] tokens = [TokenIn(await host.Mails.Next(email)), await Invite(tenant, other.Email), await Invite(tenant, Address())];
        await Public("sign-up", tokens[0], $$""","user":{"password":"{{Tenant.Password}}"}""");
        await Public("accept", tokens[1], @as: other.Admin);
        await Public("decline", tokens[2]);
        foreach (var token in tokens)
        {
            await Public("preview", token);
            await Public("preview", $"{token}x");
            await Public("decline", token, ",");
        }

        Assert.NotEmpty(host.Log.Lines);
        Assert.All(tokens, token => Assert.DoesNotContain(host.Log.Lines, line => line.Contains(token[^52..], StringComparison.Ordinal)));
    }

    private Task<Reply> Public(string action, string token, string more = "", string? @as = null)
        => host.Http.Ask("POST", $"/v1/invitations/{action}", $$"""{"token":"{{token}}"{{more}}}""", @as);

    private static async Task<string> Invite(Tenant tenant, string email)
    {
        var made = await tenant.Ask("POST", "/invitations", $$"""{"email":"{{email}}","sendMail":false}""");
        Assert.Equal(201, made.Status);
        return made.At("token")!;
    }

    private static string Batch(params string[] emails)
        => new JsonObject { ["invitations"] = new JsonArray([.. emails.Select(email => new JsonObject { ["email"] = email })]) }.ToJsonString();

    private static string TokenIn(MailMessage mail)
        => mail.Text[mail.Text.IndexOf(InvitationToken.Prefix, StringComparison.Ordinal)..].Split()[0];

    private static (int Status, string? Code) Outcome(Reply reply) => (reply.Status, reply.Code);

    private static string Address() => $"{Unique.Name()}@example.com";
}

using System.Text.Json.Nodes;

namespace Tenantry.Api.Tests;

public sealed class MailTests(ApiHost host)
{
    private const string Path = "/v1/admin/mails";

    [Fact]
    public async Task A_parked_mail_is_listed_and_leaves_when_it_is_retried()
    {
        var (id, to) = await Parked();

        var listed = (await Listed()).Single(mail => (string?)mail["id"] == id.Value);
        Assert.Equal(["id", "kind", "status", "to", "attempts", "lastError", "nextAttemptAt", "createdAt"], listed.AsObject().Select(member => member.Key));
        Assert.Equal(("trialEnded", "parked", to, 1, "550 no such mailbox"),
            ((string?)listed["kind"], (string?)listed["status"], (string?)listed["to"], (int?)listed["attempts"], (string?)listed["lastError"]));
        Assert.Null(listed["nextAttemptAt"]);

        host.Mails.SucceedFor(to);
        var retried = await host.Http.Ask("POST", $"{Path}/{id}/retry", @as: host.Operator);
        Assert.Equal((200, "waiting"), (retried.Status, retried.At("status")));
        Assert.Equal(id, (await host.Mails.Next(to)).Id);
        await Gone(id);
        (await host.Http.Ask("POST", $"{Path}/{id}/retry", @as: host.Operator)).IsProblem(404, "mail_not_found", $"{Path}/{id}/retry");
    }

    [Fact]
    public async Task A_retry_with_an_idempotency_key_is_made_once()
    {
        var (id, to) = await Parked();
        var key = ("Idempotency-Key", Unique.Name());

        Assert.Equal(200, (await host.Http.Ask("POST", $"{Path}/{id}/retry", null, host.Operator, key)).Status);
        await WhenParked(id);
        var again = await host.Http.Ask("POST", $"{Path}/{id}/retry", null, host.Operator, key);

        Assert.Equal((200, "true", "waiting"), (again.Status, again.Header("Idempotency-Replayed"), again.At("status")));
        Assert.Equal(MailStatus.Parked, (await host.Grains.Mail(id).Get()).Value!.Status);
        Assert.Empty(host.Mails.To(to));
    }

    [Fact]
    public async Task A_mail_that_waits_for_its_next_attempt_is_listed_with_it()
    {
        var (id, _) = await Ordered(new IOException("no connection"));
        await Eventually.True(async () => (await host.Grains.Mail(id).Get()).Value?.LastError is not null);

        var listed = (await Listed()).Single(mail => (string?)mail["id"] == id.Value);

        Assert.Equal(("waiting", "no connection"), ((string?)listed["status"], (string?)listed["lastError"]));
        Assert.EndsWith("Z", (string?)listed["nextAttemptAt"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dropped_mail_is_gone()
    {
        var (id, to) = await Parked();

        var dropped = await host.Http.Ask("DELETE", $"{Path}/{id}", @as: host.Operator);

        Assert.Equal((204, ""), (dropped.Status, dropped.Text));
        (await host.Http.Ask("DELETE", $"{Path}/{id}", @as: host.Operator)).IsProblem(404, "mail_not_found", $"{Path}/{id}");
        Assert.DoesNotContain(await Listed(), mail => (string?)mail["id"] == id.Value);
        Assert.Empty(host.Mails.To(to));
    }

    [Fact]
    public async Task Mails_are_listed_in_pages()
    {
        var (first, _) = await Parked();
        var (second, _) = await Parked();

        var ids = (await Listed(limit: 1)).Select(mail => (string?)mail["id"]).ToList();

        Assert.InRange(ids.IndexOf(first.Value), 0, ids.IndexOf(second.Value) - 1);
    }

    [Fact]
    public async Task A_malformed_id_is_refused_by_name()
        => (await host.Http.Ask("DELETE", $"{Path}/mai_1", @as: host.Operator))
            .IsProblem(400, "invalid_parameter", $"{Path}/mai_1", """{"mail":["is not an id of the form mai_…"]}""");

    [Fact]
    public async Task Nobody_but_an_operator_sees_or_touches_mails()
    {
        var tenant = await Tenant.SignUp(host);
        var (id, _) = await Parked();
        foreach (var (method, path) in ((string, string)[])[("GET", Path), ("POST", $"{Path}/{id}/retry"), ("DELETE", $"{Path}/{id}")])
        {
            (await host.Http.Ask(method, path)).IsProblem(401, "unauthenticated", path);
            (await host.Http.Ask(method, path, @as: tenant.Admin)).IsProblem(403, "operator_required", path);
        }

        Assert.Equal(MailStatus.Parked, (await host.Grains.Mail(id).Get()).Value!.Status);
    }

    private async Task<List<JsonNode>> Listed(int limit = 100)
    {
        var all = new List<JsonNode>();
        string? after = null;
        do
        {
            var reply = await host.Http.Ask("GET", $"{Path}?limit={limit}{(after is null ? "" : $"&after={after}")}", @as: host.Operator);
            Assert.Equal(200, reply.Status);
            all.AddRange(reply.Json["data"]!.AsArray().Select(mail => mail!));
            after = reply.At("page.next");
        }
        while (after is not null);
        return all;
    }

    private async Task<(MailId Id, string To)> Parked()
    {
        var mail = await Ordered(new MailRefusedException("550 no such mailbox"));
        await WhenParked(mail.Id);
        return mail;
    }

    private async Task<(MailId Id, string To)> Ordered(Exception failure)
    {
        var (id, to) = (Unique.Id<MailId>(), $"{Unique.Name()}@example.com");
        host.Mails.FailFor(to, failure);
        await host.Grains.Mail(id).Enqueue(new TrialEndedMail
        {
            To = to,
            OrganizationName = "Acme",
            Plan = "trial",
            TrialEndedAt = DateTimeOffset.UnixEpoch,
        });
        return (id, to);
    }

    private Task WhenParked(MailId id)
        => Eventually.True(async () => (await host.Grains.Mail(id).Get()).Value?.Status == MailStatus.Parked);

    private Task Gone(MailId id)
        => Eventually.True(async () => (await host.Grains.Mail(id).Get()).Error?.Code == ErrorCode.MailNotFound);
}

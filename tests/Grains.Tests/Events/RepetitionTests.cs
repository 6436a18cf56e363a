namespace Tenantry.Grains.Tests;

public sealed class RepetitionTests(ClusterFixture cluster)
{
    private static readonly Actor Ops = Actor.Operator(TypedId.From<OperatorId>(Guid.CreateVersion7()));

    [Fact]
    public async Task What_changes_nothing_makes_no_event()
    {
        var signup = await cluster.Grains.Tenant();
        var user = cluster.Grains.User(signup.User.Id);
        for (var i = 0; i < 2; i++)
        {
            await user.VerifyEmail();
            await user.Update(new UserChanges { Name = "Grace" }, ifRevision: null, Actor.User(signup.User.Id));
            await user.Disable("spam", Ops);
        }

        for (var i = 0; i < 2; i++)
            await user.Enable(Ops);
        Assert.True(await user.Settled(TimeSpan.FromSeconds(10)));

        var events = await cluster.Grains.Lists().Events(LogId.Of(signup.User.Id), 0, 100);
        Assert.Equal(
            ["account.email_verified", "account.renamed", "account.disabled", "account.enabled"], events.Select(logged => logged.Event.Type));
        Assert.Equal(("spam", Ops), (events[2].Event.Data["reason"], events[2].Event.CausedBy));
    }

    [Fact]
    public async Task An_operators_place_is_told_of_when_it_changes()
    {
        var id = TypedId.From<OperatorId>(Guid.CreateVersion7());
        var email = $"{Make.Unique()}@staff.example";
        var staff = cluster.Grains.Staff();
        for (var i = 0; i < 2; i++)
        {
            await staff.Add(
                new NewOperator { Id = id, Email = email, EmailKey = email, Name = "Ada", Role = OperatorRole.Support, PasswordHash = "hash" }, Ops);
            await staff.Change(id, new OperatorChanges { Name = "Grace" }, ifRevision: null, Ops);
            await staff.Change(id, new OperatorChanges { Disabled = true }, ifRevision: null, Ops);
        }

        await staff.Remove(id, Ops);
        Assert.True(await staff.Settled(TimeSpan.FromSeconds(10)));

        var events = await About(id);
        Assert.Equal(["operator.added", "operator.changed", "operator.disabled", "operator.removed"], events.Select(happened => happened.Type));
        Assert.Equal(("Ada", "Grace"), (events[1].Before!["name"], events[1].After!["name"]));
        Assert.DoesNotContain("role", events[1].After!.Keys);
    }

    private async Task<List<TenantEvent>> About(OperatorId id)
    {
        var found = new List<TenantEvent>();
        var after = 0L;
        while (await cluster.Grains.Lists().Events(LogId.Operators, after, 500) is { IsEmpty: false } page)
        {
            found.AddRange(page.Select(logged => logged.Event).Where(happened => happened.Subject == id.Value));
            after = page[^1].Sequence;
        }

        return found;
    }
}

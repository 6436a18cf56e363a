using System.Collections.Immutable;

namespace Tenantry.Grains.Tests;

/// <summary>An organization on a plan, with members and projects.</summary>
internal sealed record Subscriber(IGrainFactory Grains, OrganizationId Id)
{
    public IOrganizationGrain Grain => Grains.Organization(Id);

    public static async Task<Subscriber> On(IGrainFactory grains, string plan)
    {
        var subscriber = new Subscriber(grains, (await grains.Tenant()).Organization.Id);
        await subscriber.Change(plan);
        return subscriber;
    }

    public async Task<Subscription> Change(string plan, ChangeTime when = ChangeTime.Now)
    {
        var outcome = await Grains.Commands().Run(new ChangePlan { Organization = Id, Plan = plan, When = when, Actor = Actor.System });
        Assert.Null(outcome.Error);
        return Assert.IsType<Subscription>(outcome.Value);
    }

    /// <summary>Makes projects one after the other; answers their ids, the oldest first.</summary>
    public async Task<List<string>> AddProjects(int count)
    {
        var made = new List<string>();
        for (var i = 0; i < count; i++)
        {
            var outcome = await Grains.Commands().Run(new CreateProject { Organization = Id, Name = $"Project {i}", Actor = Actor.System });
            Assert.Null(outcome.Error);
            made.Add(Assert.IsType<ProjectView>(outcome.Value).Id.Value);
        }

        return made;
    }

    /// <summary>Makes users of other organizations members of this one; answers their ids, the oldest first.</summary>
    public async Task<List<string>> AddMembers(int count, string role = "member")
    {
        var made = new List<string>();
        for (var i = 0; i < count; i++)
        {
            var user = (await Grains.Tenant()).User.Id;
            var outcome = await Grains.Commands().Run(new AddMember { Organization = Id, User = user, Role = role, Actor = Actor.System });
            Assert.Null(outcome.Error);
            made.Add(user.Value);
        }

        return made;
    }

    public Task SetOverrides(Overrides overrides)
        => Grains.Commands().Run(new SetOverrides { Organization = Id, Overrides = overrides, Actor = Actor.System });

    /// <summary>The types of what happened, the oldest first.</summary>
    public async Task<string[]> Events()
        => [.. (await Grains.Lists().Events(LogId.Of(Id), 0, 1_000)).Select(logged => logged.Event.Type)];

    /// <summary>What of the members or projects is frozen, by the line that the terms draw.</summary>
    public async Task<HashSet<string>> Frozen(IRecordStore store, string meter)
    {
        var terms = (await Grain.GetTerms())!;
        var records = await store.ReadPartition(
            meter == Meters.Users ? $"membership/{Id}" : $"project/{Id}", null, 1_000, cancellation: TestContext.Current.CancellationToken);
        return
        [
            .. records.Where(record => meter == Meters.Users
                    ? GrainJson.Read<Record<MembershipState>>(record.Body).State is { Roles: { Role: not Role.Admin } } member
                      && member.Ordinal > terms.MembersFrozenAfter
                    : GrainJson.Read<Record<ProjectState>>(record.Body).State is { ArchivedAt: null } project
                      && project.Ordinal > terms.ProjectsFrozenAfter)
                .Select(record => record.Key.Key),
        ];
    }

    public static Overrides Limit(string meter, long? limit)
        => new() { Limits = ImmutableSortedDictionary<string, long?>.Empty.Add(meter, limit) };
}

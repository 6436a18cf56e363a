namespace Tenantry.Grains.Tests;

/// <summary>Reservations of what the organization counts itself.</summary>
public sealed class HoldTests(ClusterFixture cluster)
{
    private IGrainFactory Grains => cluster.Grains;

    [Fact]
    public async Task What_is_held_is_not_given_to_others()
    {
        var organization = await Grains.Organization((Meters.Projects, 10, false));
        var hold = await Grains.Reserved(organization, Meters.Projects, n: 4);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => Project(organization)));

        Assert.Equal(5, outcomes.Count(outcome => outcome.Error is null));
        Assert.All(outcomes.Where(outcome => outcome.Error is not null), outcome =>
            Assert.Equal(new LimitReached(Meters.Projects, Limit: 10, Used: 10, Requested: 1, UpgradeTo: "standard"), outcome.Error!.Limit));

        // Four of these find what was held for them.
        var redeemed = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Project(organization, hold.Id)));
        Assert.Equal(4, redeemed.Count(outcome => outcome.Error is null));
        Assert.All(redeemed.Where(outcome => outcome.Error is not null), outcome => Assert.Equal(ErrorCode.ReservationNotFound, outcome.Error!.Code));
        Assert.Equal(10, (await Grains.Lists().Projects(organization, null, 100)).Items.Length);
    }

    [Fact]
    public async Task A_released_hold_is_free_for_others_and_can_be_released_again()
    {
        var organization = await Grains.Organization((Meters.Projects, 2, false));
        var hold = await Grains.Reserved(organization, Meters.Projects);
        Assert.Equal(ErrorCode.LimitReached, (await Project(organization)).Error!.Code);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Grains.Release(organization, hold.Id)));

        Assert.All(outcomes, outcome => Assert.Equal(ReservationStatus.Released, Assert.IsType<ReservationView>(outcome.Value).Status));
        Assert.Null((await Project(organization)).Error);
        Assert.Null((await Grains.Release(organization, hold.Id)).Error);
        Assert.Equal(ErrorCode.ReservationNotFound, (await Project(organization, hold.Id)).Error!.Code);
    }

    [Fact]
    public async Task A_hold_is_committed_by_making_the_thing()
    {
        var organization = await Grains.Organization();
        var hold = await Grains.Reserved(organization, Meters.Users);

        Assert.Equal(ErrorCode.MeterUse, (await Grains.Commit(organization, hold.Id)).Error!.Code);
        Assert.Equal(ErrorCode.ReservationNotFound, (await Project(organization, hold.Id)).Error!.Code);
        Assert.Equal(hold, (await Grains.Organization(organization).GetHold(hold.Id)).Value);
    }

    [Fact]
    public async Task Held_seats_are_not_given_to_new_members()
    {
        var organization = await Grains.Organization((Meters.Users, 2, false));
        var hold = await Grains.Reserved(organization, Meters.Users);
        var newcomer = new Newcomer(Metered.New<UserId>(), "new@example.com", null, new RoleSet { Role = Role.Member });

        Assert.Equal(ErrorCode.LimitReached, (await Grains.Organization(organization).AddMember(newcomer, Actor.System)).Error!.Code);
        await Grains.Release(organization, hold.Id);
        Assert.True((await Grains.Organization(organization).AddMember(newcomer, Actor.System)).Succeeded);
    }

    [Fact]
    public void A_record_from_before_there_were_holds_has_none()
    {
        var state = GrainJson.Read<Record<OrganizationState>>("""{"state":{"name":"Acme"}}"""u8.ToArray()).State;

        Assert.Empty(state.OpenHolds);
        Assert.Same(state, state.At(DateTimeOffset.UnixEpoch));
    }

    [Fact]
    public async Task There_are_at_most_100_holds()
    {
        var organization = await Grains.Organization();
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 110).Select(_ => Grains.Reserve(organization, Meters.Projects)));

        Assert.Equal(100, outcomes.Count(outcome => outcome.Error is null));
        Assert.All(outcomes.Where(outcome => outcome.Error is not null), outcome => Assert.Equal(ErrorCode.CapacityReached, outcome.Error!.Code));
    }

    [Fact]
    public async Task Usage_shows_what_is_used_held_and_allowed()
    {
        var organization = await Grains.Organization((Meters.Projects, 5, true), (Metered.Messages.Key, 100, false));
        await Grains.Reserved(organization, Meters.Projects, n: 3);
        await Grains.Count(organization, "messages", new UsageEvent { Id = "1", N = 40 });

        var usage = (await Grains.Organization(organization).GetUsage()).Value;

        Assert.Equal([Meters.Users, Meters.Projects, Meters.Environments], usage.Take(3).Select(meter => meter.Meter));
        Assert.Equal(
            new MeterUsageView { Meter = Meters.Projects, Kind = MeterKind.Gauge, Used = 1, Reserved = 3, Limit = 5, Soft = true }, usage[1]);
        var messages = usage.Single(meter => meter.Meter == "messages");
        Assert.Equal((40, 100, false), (messages.Used, messages.Limit, messages.Soft));
        Assert.Equal(CalendarMonth.Of(TimeProvider.System.GetUtcNow()), messages.Period);
    }

    private Task<Outcome> Project(OrganizationId organization, ReservationId? reservation = null)
        => Grains.Commands().Run(new CreateProject { Organization = organization, Name = "More", Actor = Actor.System, Reservation = reservation });
}

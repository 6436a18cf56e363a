namespace Tenantry.Grains.Tests;

public sealed class ReservationTests(ClusterFixture cluster)
{
    private const string Cards = "battlecards";

    private IGrainFactory Grains => cluster.Grains;

    [Fact]
    public async Task Of_500_parallel_reservations_exactly_as_many_pass_as_the_limit_allows()
    {
        var organization = await Grains.Organization((Cards, 50, false));

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 500).Select(_ => Grains.Reserve(organization, Cards)));

        Assert.Equal(50, outcomes.Count(outcome => outcome.Error is null));
        Assert.All(outcomes.Where(outcome => outcome.Error is not null), outcome =>
            Assert.Equal(new LimitReached(Cards, Limit: 50, Used: 50, Requested: 1, UpgradeTo: "basic"), outcome.Error!.Limit));
        Assert.Equal(new MeterUse(MeterKind.Gauge, 0, 50), await Grains.Used(organization, Metered.Battlecards));
    }

    [Fact]
    public async Task Whoever_commits_and_releases_at_once_each_reservation_ends_in_one_way()
    {
        var organization = await Grains.Organization((Cards, 200, false));
        var reservations = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => Grains.Reserved(organization, Cards, n: 5)));

        // Each is committed twice and released twice, all at once.
        var outcomes = await Task.WhenAll(reservations.SelectMany(reservation => Enumerable.Range(0, 2).SelectMany(_ => new[]
        {
            Grains.Commit(organization, reservation.Id), Grains.Release(organization, reservation.Id),
        })));

        var committed = 0;
        foreach (var four in outcomes.Chunk(4))
        {
            var ended = four.Where(outcome => outcome.Error is null).Select(outcome => ((ReservationView)outcome.Value!).Status).ToArray();
            Assert.Equal(2, ended.Length);
            Assert.Equal(ended[0], ended[1]);
            Assert.All(four.Where(outcome => outcome.Error is not null), outcome => Assert.Equal(ErrorCode.ReservationNotFound, outcome.Error!.Code));
            committed += ended[0] == ReservationStatus.Committed ? 1 : 0;
        }

        Assert.Equal(new MeterUse(MeterKind.Gauge, 5 * committed, 0), await Grains.Used(organization, Metered.Battlecards));
    }

    [Fact]
    public async Task A_reservation_that_was_repeated_is_held_once()
    {
        var organization = await Grains.Organization((Cards, 10, false));
        var reservation = new NewReservation { Id = Metered.New<ReservationId>(), N = 7, Ttl = TimeSpan.FromMinutes(1) };

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Grains.Organization(organization).Reserve(Cards, reservation, Actor.System)));
        Assert.All(answers, answer => Assert.Equal(7, answer.Value!.N));
        Assert.Equal(7, (await Grains.Used(organization, Metered.Battlecards)).Reserved);

        Assert.Null((await Grains.Commit(organization, reservation.Id)).Error);
        var late = await Grains.Organization(organization).Reserve(Cards, reservation, Actor.System);
        Assert.Equal(ReservationStatus.Committed, late.Value!.Status);
        Assert.Equal(new MeterUse(MeterKind.Gauge, 7, 0), await Grains.Used(organization, Metered.Battlecards));
    }

    [Fact]
    public async Task Units_are_given_back_once_and_never_more_than_are_used()
    {
        var organization = await Grains.Organization((Cards, 10, false));
        await Grains.Commit(organization, (await Grains.Reserved(organization, Cards, n: 10)).Id);
        var id = Metered.New<ReservationId>();

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Grains.Organization(organization).GiveBack(Cards, id, 6)));

        Assert.All(answers, answer => Assert.Equal((4, 10), (answer.Value!.Used, answer.Value.Limit)));
        Assert.Equal(
            ErrorCode.MeterUse, (await Grains.Organization(organization).GiveBack(Cards, Metered.New<ReservationId>(), 5)).Error!.Code);
        Assert.Null((await Grains.Reserve(organization, Cards, n: 6)).Error);
    }

    [Fact]
    public async Task A_soft_limit_passes_and_is_told_once_for_each_crossing()
    {
        var organization = await Grains.Organization((Cards, 10, true));

        Assert.False((await Grains.Reserved(organization, Cards, n: 10)).OverLimit);
        var crossing = await Grains.Reserved(organization, Cards, n: 1);
        Assert.True(crossing.OverLimit);
        Assert.True((await Grains.Reserved(organization, Cards, n: 5)).OverLimit);
        var told = await Crossings(organization, 1);
        Assert.Equal((Cards, "10", "11"), (told[0].Event.Data["meter"], told[0].Event.Data["limit"], told[0].Event.Data["used"]));

        await Grains.Release(organization, crossing.Id);
        Assert.Single(await Crossings(organization, 1));
    }

    [Fact]
    public async Task A_meter_is_used_as_it_is_defined()
    {
        var organization = await Grains.Organization();

        Assert.Equal(ErrorCode.MeterNotFound, (await Grains.Reserve(organization, "nothing")).Error!.Code);
        Assert.Equal(ErrorCode.MeterUse, (await Grains.Reserve(organization, "messages")).Error!.Code);
        Assert.Equal(ErrorCode.MeterUse, (await Grains.Reserve(organization, Meters.Environments)).Error!.Code);
        Assert.Equal(ErrorCode.MeterUse, (await Grains.Count(organization, Cards, new UsageEvent { Id = "1", N = 1 })).Error!.Code);
        Assert.Equal(ErrorCode.MeterUse, (await Grains.Count(organization, Meters.Users, new UsageEvent { Id = "1", N = 1 })).Error!.Code);
        Assert.Equal(ErrorCode.ReservationNotFound, (await Grains.Commit(organization, Metered.New<ReservationId>())).Error!.Code);
    }

    [Fact]
    public async Task A_suspended_organization_reserves_and_counts_nothing()
    {
        var organization = await Grains.Organization();
        await Grains.Organization(organization).Suspend("unpaid", Actor.System);

        Assert.Equal(ErrorCode.OrganizationSuspended, (await Grains.Reserve(organization, Cards)).Error!.Code);
        Assert.Equal(ErrorCode.OrganizationSuspended, (await Grains.Reserve(organization, Meters.Projects)).Error!.Code);
        Assert.Equal(ErrorCode.OrganizationSuspended, (await Grains.Count(organization, "messages", new UsageEvent { Id = "1", N = 1 })).Error!.Code);
    }

    private async Task<LoggedEvent[]> Crossings(OrganizationId organization, int atLeast)
    {
        LoggedEvent[] told = [];
        await Eventually.True(async () =>
        {
            told = [.. (await Grains.Lists().Events(LogId.Of(organization), 0, 100)).Where(one => one.Event.Type == "limit.exceeded")];
            return told.Length >= atLeast;
        });
        return told;
    }
}

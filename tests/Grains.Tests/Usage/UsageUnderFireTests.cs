using CsCheck;

namespace Tenantry.Grains.Tests;

/// <summary>Usage while the store fails, answers are lost, grains are active twice and the clock runs.</summary>
public sealed class UsageUnderFireTests
{
    private static readonly string[] Ids = [.. Enumerable.Range(0, 30).Select(i => $"event-{i}")];

    [Fact]
    public async Task Each_event_is_counted_once_whatever_goes_wrong()
    {
        await using var twins = await TwinClusters.Start();

        await Gen.Int[0, int.MaxValue].SampleAsync(seed => AttackCounter(twins, seed), iter: 5, threads: 1);
    }

    [Fact]
    public async Task No_reservation_is_counted_twice_or_beyond_the_limit_whatever_goes_wrong()
    {
        await using var twins = await TwinClusters.Start();

        await Gen.Int[0, int.MaxValue].SampleAsync(seed => AttackGauge(twins, seed), iter: 5, threads: 1);
    }

    [Fact]
    public async Task An_activation_that_was_overtaken_does_not_deny_a_reservation()
    {
        await using var twins = await TwinClusters.Start();
        var organization = await twins[0].Organization(("battlecards", 5, false));
        await twins[1].Usage(organization).GetUsed();
        var card = await twins[0].Reserved(organization, "battlecards");

        var committed = await Retried(() => twins[1].Usage(organization).CommitReservation(card.Id));

        Assert.Equal(ReservationStatus.Committed, committed.Value?.Status);
    }

    [Fact]
    public async Task What_has_expired_counts_no_more_and_is_swept_away()
    {
        await using var twins = await TwinClusters.Start();
        var organization = await twins[0].Organization(("battlecards", 5, false), (Meters.Projects, 2, false));
        var card = await twins[0].Reserved(organization, "battlecards", n: 5, ttl: 60);
        var hold = await twins[0].Reserved(organization, Meters.Projects, ttl: 60);
        var version = (await twins[0].Usage(organization).GetUsed()).Version;

        twins.Clock.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal(ErrorCode.LimitReached, (await twins[0].Reserve(organization, "battlecards")).Error!.Code);
        Assert.Equal(ErrorCode.LimitReached, (await twins[0].Reserve(organization, Meters.Projects)).Error!.Code);

        twins.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(0, (await twins[0].Used(organization, Metered.Battlecards)).Reserved);
        Assert.NotEqual(version, (await twins[0].Usage(organization).GetUsed()).Version);
        Assert.Equal(ErrorCode.ReservationNotFound, (await twins[0].Commit(organization, card.Id)).Error!.Code);
        Assert.Equal(ErrorCode.ReservationNotFound, (await twins[0].Release(organization, hold.Id)).Error!.Code);
        Assert.Null((await twins[0].Reserve(organization, "battlecards", n: 5, ttl: 1)).Error);
        Assert.Null((await twins[0].Reserve(organization, Meters.Projects)).Error);

        twins.Clock.Advance(TimeSpan.FromSeconds(1));
        await Eventually.True(async () => (await State(twins, organization)).Meters["battlecards"].Holds.IsEmpty);
    }

    [Fact]
    public async Task What_was_counted_is_forgotten_after_35_days()
    {
        await using var twins = await TwinClusters.Start();
        var organization = await twins[0].Organization();
        await twins[0].Count(organization, "imports", new UsageEvent { Id = "a", N = 1 }, new UsageEvent { Id = "b", N = 1 });
        await twins[0].Commit(organization, (await twins[0].Reserved(organization, "battlecards")).Id);
        await Eventually.True(async () => (await Marks(twins, organization)) == 3);

        // Alarms are served meanwhile, on either side; the other is then told that it was overtaken.
        twins.Clock.Advance(TimeSpan.FromDays(34.9));
        await Retried(() => twins[0].Count(organization, "imports", new UsageEvent { Id = "a", N = 1 }));
        Assert.Equal(2, (await twins[0].Used(organization, Metered.Imports)).Used);

        twins.Clock.Advance(TimeSpan.FromDays(0.2));
        await Eventually.True(async () => (await Marks(twins, organization)) == 0);
        await Retried(() => twins[0].Count(organization, "imports", new UsageEvent { Id = "a", N = 1 }));
        Assert.Equal(3, (await twins[0].Used(organization, Metered.Imports)).Used);
    }

    private static async Task AttackCounter(TwinClusters twins, int seed)
    {
        var random = new Random(seed);
        var organization = await Retried(() => twins[0].Organization());
        twins.Store.Begin(seed);
        var batches = Enumerable.Range(0, 40).Select(_ =>
        {
            var events = random.GetItems(Ids, random.Next(1, 8)).Select(id => new UsageEvent { Id = id, N = 2 }).ToArray();
            return Retried(async () => Acknowledged(await twins[Random.Shared.Next(2)].Count(organization, "imports", events)));
        }).ToArray();

        var counted = (await Task.WhenAll(batches)).ToArray();
        await twins.Settle();
        // Every id that is left is sent once more.
        await Retried(async () => Acknowledged(await twins[0].Count(organization, "imports", [.. Ids.Select(id => new UsageEvent { Id = id, N = 2 })])));

        Assert.True(counted.Sum(answer => answer.Counted) <= Ids.Length);
        Assert.Equal(2 * Ids.Length, (await State(twins, organization)).Meters["imports"].Used);
    }

    private static async Task AttackGauge(TwinClusters twins, int seed)
    {
        const long limit = 20;
        var organization = await Retried(() => twins[0].Organization(("battlecards", limit, false)));
        twins.Store.Begin(seed);
        var committed = await Task.WhenAll(Enumerable.Range(0, 40).Select(async i =>
        {
            var id = Metered.New<ReservationId>();
            var reservation = new NewReservation { Id = id, N = 1 + (i % 3), Ttl = TimeSpan.FromSeconds(10) };
            var reserved = await Retried(async () => Settled(await twins[Random.Shared.Next(2)].Organization(organization).Reserve("battlecards", reservation, Actor.System)));
            if (i % 5 == 0)
                twins.Clock.Advance(TimeSpan.FromSeconds(3));
            if (!reserved.Succeeded)
                return 0;

            // Whoever commits goes on until it is certain; every second one is also released by another.
            var rival = i % 2 == 0 ? Retried(async () => Settled(await twins[Random.Shared.Next(2)].Usage(organization).ReleaseReservation(id))) : null;
            var commit = await Retried(async () => Settled(await twins[Random.Shared.Next(2)].Usage(organization).CommitReservation(id)));
            var release = rival is null ? null : await rival;
            Assert.False(commit.Succeeded && release is { Succeeded: true });
            return commit.Succeeded ? reservation.N : 0;
        }));

        await twins.Settle();
        twins.Clock.Advance(TimeSpan.FromSeconds(10));
        var count = (await State(twins, organization)).Of(Metered.Battlecards, twins.Clock.GetUtcNow());
        Assert.Equal((committed.Sum(), 0), (count.Used, count.Reserved()));
        Assert.True(count.Used <= limit);
    }

    private static async Task<UsageState> State(TwinClusters twins, OrganizationId organization)
        => GrainJson.Read<Record<UsageState>>((await twins.Store.Read(new RecordKey($"usage/{organization}", "")))!.Body).State;

    private static async Task<int> Marks(TwinClusters twins, OrganizationId organization)
    {
        var marks = 0;
        foreach (var partition in (string[])[$"usage-id/{organization}", $"usage-id/{organization}:imports"])
            marks += (await twins.Store.ReadPartition(partition, null, 100)).Count;
        return marks;
    }

    private static CountedView Acknowledged(Outcome outcome)
        => outcome.Value as CountedView ?? throw new StoreUnavailableException($"{outcome.Error!.Code}");

    private static Result<T> Settled<T>(Result<T> result)
        => result.Error is { Code: ErrorCode.TemporarilyUnavailable } error ? throw new StoreUnavailableException(error.Detail) : result;

    // What a client sees of a store that fails is an error, whatever it is; it asks again until it has an answer.
    private static async Task<T> Retried<T>(Func<Task<T>> ask)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            try
            {
                return await ask();
            }
            catch (Exception exception) when (exception is not Xunit.Sdk.XunitException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(5), deadline.Token);
            }
        }
    }
}

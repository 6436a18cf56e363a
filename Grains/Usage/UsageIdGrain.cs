namespace Tenantry.Grains;

/// <summary>That something was counted.</summary>
internal sealed record UsageIdState
{
    /// <summary>When it can be forgotten; null when there is nothing.</summary>
    public DateTimeOffset? ForgetAt { get; init; }

    /// <summary>The reservation, if it is one.</summary>
    public ReservationView? Reservation { get; init; }
}

/// <summary>Deletes its record when its time has come. Nobody else calls it; the record is written and read without it.</summary>
[GrainType(UsageMarks.GrainType), CollectionAgeLimit(Minutes = 2)]
internal sealed class UsageIdGrain(
    [PersistentState("record")] IPersistentState<Record<UsageIdState>> storage, AggregateSurroundings surroundings)
    : AggregateGrain<UsageIdState>(storage, surroundings)
{
    protected override bool EndsWithAlarm => true;

    protected override DateTimeOffset? AlarmOf(UsageIdState state) => state.ForgetAt;

    protected override async Task OnAlarm()
    {
        if (State.ForgetAt <= Now)
            await Erase();
    }
}

namespace Tenantry.Grains;

[GrainType("claim"), CollectionAgeLimit(Minutes = 2)]
internal sealed partial class ClaimGrain(
    [PersistentState("record")] IPersistentState<Record<ClaimState>> storage, AggregateSurroundings surroundings)
    : AggregateGrain<ClaimState>(storage, surroundings), IClaimGrain
{
    // Politeness only: a sign-up at work is not disturbed. Safety rests on the record of the attempt, never on this clock.
    private static readonly TimeSpan UndisturbedFor = TimeSpan.FromSeconds(10);

    public async Task<ClaimAnswer> Take(string attempt, string owner)
    {
        if (await Refusal(attempt) is { } refusal) return refusal;

        // Also when the attempt holds it already: a doubled activation must not grant from a memory that is no longer true.
        await Commit(State.Attempt == attempt
            ? State with { Owner = owner }
            : new ClaimState { Attempt = attempt, Owner = owner, ClaimedAt = Now });
        return ClaimAnswer.Granted;
    }

    public async Task Confirm(string attempt, string owner)
    {
        if (State.Confirmed && State.Owner == owner) return;
        // Whoever confirms has committed, so nobody took it from them; if another has it, it was given up since, and this comes late.
        if (State.Attempt == attempt && State.Wish == 0)
            await Commit(State with { Owner = owner, Confirmed = true });
        else
            await Recheck();
    }

    public async Task Release(string attempt)
    {
        if (State.Attempt == attempt && !State.Confirmed)
            await Erase();
    }

    public Task<ClaimView?> Get()
        => Task.FromResult(State.Attempt is null ? null : new ClaimView(State.Owner, State.Confirmed));

    // Null when the name is free, or the attempt's own, or its holder has answered that it is not its own.
    private async Task<ClaimAnswer?> Refusal(string attempt)
        => State.Attempt is not { } holder || holder == attempt ? null
            : State.Confirmed ? ClaimAnswer.Taken
            : Now - State.ClaimedAt < UndisturbedFor ? ClaimAnswer.Pending
            : await Challenge(holder) ? ClaimAnswer.Taken
            : null;

    private Task<bool> Challenge(string holder)
        => UserId.TryParse(holder, null, out var user)
            ? Grains.User(user).Challenge(this.GetPrimaryKeyString())
            : Grains.Organization(OrganizationId.Parse(holder, null)).Challenge(this.GetPrimaryKeyString());
}

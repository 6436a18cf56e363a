namespace Tenantry.Grains;

internal sealed partial class ClaimGrain
{
    public async Task<ClaimAnswer> TakeFor(OrganizationId holder, long wish)
    {
        if (await Refusal(holder.Value) is { } refusal) return refusal;

        await Commit(State.Attempt == holder.Value
            ? State with { Owner = holder.Value, Wish = Math.Max(State.Wish, wish) }
            : new ClaimState { Attempt = holder.Value, Owner = holder.Value, ClaimedAt = Now, Wish = wish });
        return ClaimAnswer.Granted;
    }

    public Task ConfirmFor(OrganizationId holder, long wish)
        => !IsFor(holder, wish) ? Recheck() : State.Confirmed ? Task.CompletedTask : Commit(State with { Confirmed = true });

    public Task GiveUp(OrganizationId holder, long wish) => IsFor(holder, wish) ? Erase() : Recheck();

    private bool IsFor(OrganizationId holder, long wish) => State.Attempt == holder.Value && State.Wish == wish;

    // Doing nothing is an answer too, and a doubled activation must not give it from a memory that is no longer true: a name that
    // is not freed now is never freed.
    private Task Recheck() => CommitUnseen(State);
}

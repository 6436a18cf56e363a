namespace Tenantry.Grains;

internal sealed partial class ClaimGrain
{
    public async Task<ClaimAnswer> TakeProven(string attempt, string owner)
    {
        if (await RefusalToProof(attempt) is { } refusal) return refusal;

        await Commit(State.Attempt == attempt
            ? State with { Owner = owner }
            : new ClaimState { Attempt = attempt, Owner = owner, ClaimedAt = Now });
        return ClaimAnswer.Granted;
    }

    public async Task<ClaimAnswer> TakeForUser(UserId owner, long wish)
    {
        if (await RefusalToProof(owner.Value) is { } refusal) return refusal;

        await Commit(State.Attempt == owner.Value
            ? State with { Owner = owner.Value, Wish = Math.Max(State.Wish, wish) }
            : new ClaimState { Attempt = owner.Value, Owner = owner.Value, ClaimedAt = Now, Wish = wish });
        return ClaimAnswer.Granted;
    }

    public Task ConfirmForUser(UserId owner, long wish)
        => !IsOf(owner, wish) ? Recheck() : State.Confirmed ? Task.CompletedTask : Commit(State with { Confirmed = true });

    public Task GiveUpForUser(UserId owner, long wish) => IsOf(owner, wish) ? Erase() : Recheck();

    // By the owner, because the claim of a sign-up is its organization's.
    private bool IsOf(UserId owner, long wish) => State.Owner == owner.Value && State.Wish == wish;

    private async Task<ClaimAnswer?> RefusalToProof(string attempt)
        => await Refusal(attempt) is { } refusal && !(State.Confirmed && await Yields()) ? refusal : null;

    private async Task<bool> Yields()
        => TypedId.TryParse<UserId>(State.Owner, out var owner) && await Grains.User(owner).Yield(this.GetPrimaryKeyString());
}

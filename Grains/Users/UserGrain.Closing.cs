using System.Collections.Immutable;

namespace Tenantry.Grains;

internal sealed partial class UserGrain
{
    public async Task<Result<Done>> Close()
    {
        if (!State.Created) return State.Ended == AccountEnd.Closed ? new Done() : Errors.UserNotFound(Id);
        if (State.IsMoving(out _)) return Errors.ChangeInProgress();
        if (!State.IsClosing)
            await CommitUnseen(State with { IsClosing = true, Held = [] }, new LeaveAll(Id, State.Organizations));
        return new Done();
    }

    public async Task CloseDecided(ImmutableArray<OrganizationId> left, ImmutableArray<HeldOrganization> held)
    {
        if (!State.Created || !State.IsClosing) return;

        var remaining = State.Organizations.RemoveRange(left);
        if (!held.IsEmpty)
            await CommitUnseen(State with { IsClosing = false, Held = held });
        else if (!remaining.IsEmpty)
            // Joined meanwhile.
            await CommitUnseen(State, new LeaveAll(Id, remaining));
        else
            await Commit(
                new UserState { Ended = AccountEnd.Closed },
                new ReleaseEmail(State.EmailKey(), Id, State.EmailWish),
                new ForgetSessions(Id),
                Happened(EventTypes.AccountClosed));
    }

    public async Task<Result<Done>> Closed(TimeSpan timeout)
    {
        // As often as organizations are joined meanwhile, and once more for what the end announces.
        var settled = await WhenDelivered(timeout);
        while (settled && State.IsClosing)
            settled = await WhenDelivered(timeout);
        settled = settled && await WhenDelivered(timeout);
        return !State.Held.IsEmpty ? Errors.HandOverFirst(State.Held)
            : settled && State.Ended is not null ? new Done()
            : Errors.TemporarilyUnavailable("The account is being closed; that is stored, and goes on.");
    }
}

using System.Collections.Immutable;

namespace Tenantry.Grains;

// Who belongs to the organization and with which role is decided in its turn, since it counts the seats and keeps the last admin.
// A decision counts from the commit on: memberships follow by the outbox, and what is still on its way is read from there.
internal sealed partial class OrganizationGrain
{
    public async Task<Result<Done>> AddMember(Newcomer newcomer, Actor actor)
    {
        if (Refusal() is { } refusal) return refusal;
        if (await Decided(newcomer.User) is not null) return new Done();
        if (await AboveOwn(actor, newcomer.Roles) is { } above) return above;
        if (!State.HasRoomFor(Meters.Users)) return await OutOf(Meters.Users, State.InUseOf(Meters.Users));

        var admitted = Admitting(State.Use(Meters.Users), newcomer, actor);
        if (!admitted.Succeeded) return admitted.Error;

        await CommitUnseen(admitted.Value.Next, admitted.Value.Messages);
        return new Done();
    }

    public async Task<Result<Done>> Enrol(Newcomer newcomer, ReservationId seat, Actor actor)
    {
        if (Refusal() is { } refusal) return refusal;
        if (await Decided(newcomer.User) is not null) return new Done();
        // The newcomer was judged when the seat was held; one that has expired meanwhile is looked for like any other.
        if (State.Redeem(Meters.Users, seat) is not { } redeemed) return await AddMember(newcomer, actor);

        var admitted = Admitting(redeemed.Use(Meters.Users), newcomer, actor);
        if (!admitted.Succeeded) return admitted.Error;

        await CommitUnseen(admitted.Value.Next, admitted.Value.Messages);
        return new Done();
    }

    public async Task<Result<ReservationView>> HoldSeat(ReservationId seat, RoleSet roles, TimeSpan ttl, Actor actor)
    {
        if (Refusal() is { } refusal) return refusal;
        if (await AboveOwn(actor, roles) is { } above) return above;
        return await HoldRoom(Meters.Users, new NewReservation { Id = seat, N = 1, Ttl = ttl }, actor);
    }

    public async Task<Result<Done>> ChangeMember(UserId user, MemberChanges changes, long? ifRevision, Actor actor)
    {
        if (Refusal() is { } refusal) return refusal;
        if (await DecidedPlace(user) is not var (before, disabled)) return Errors.MemberNotFound(user);
        if (ifRevision is { } expected && (IsOnItsWay(user) || (await Grains.Membership(Id, user).Get()).Value?.Revision != expected))
            return Errors.RevisionMismatch();

        var after = new RoleSet { Role = changes.Role ?? before.Role, CustomRoles = changes.CustomRoles ?? before.CustomRoles };
        if (after == before) return new Done();
        if (await AboveOwn(actor, before, after) is { } above) return above;
        var given = Giving(State, user, before, after, disabled, actor);
        if (!given.Succeeded) return given.Error;

        await CommitUnseen(given.Value.Next, given.Value.Messages);
        return new Done();
    }

    public async Task<Result<Done>> DisableMember(UserId user, bool disabled, Actor actor)
    {
        if (Refusal() is { } refusal) return refusal;
        if (await DecidedPlace(user) is not var (roles, before)) return Errors.MemberNotFound(user);
        if (disabled == before) return new Done();
        if (await AboveOwn(actor, roles) is { } above) return above;
        var given = State.Give(user, disabled ? null : roles);
        if (!given.Succeeded) return given.Error;

        var next = given.Value with { Order = State.Order + 1 };
        await CommitUnseen(
            next,
            [
                new SetMemberRoles(Id, user, roles, next.Order) { Disabled = disabled },
                MemberEvent(disabled ? EventTypes.MemberDisabled : EventTypes.MemberEnabled, user, actor),
                .. Reckoning(next),
            ]);
        return new Done();
    }

    public async Task<Result<Done>> EndMembership(UserId user, Actor actor)
    {
        var leaves = actor == Actor.User(user);
        if (!State.Exists()) return Errors.OrganizationNotFound(Id);
        if (!leaves && Refusal() is { } refusal) return refusal;
        if (await Decided(user) is not { } before) return Errors.MemberNotFound(user);
        if (!leaves && await AboveOwn(actor, before) is { } above) return above;
        var given = State.Give(user, roles: null);
        if (!given.Succeeded) return given.Error;

        var next = given.Value.GiveBack(Meters.Users) with { Order = State.Order + 1 };
        await CommitUnseen(
            next,
            [
                new RemoveMember(Id, user, next.Order),
                new LeaveOrganization(user, Id),
                MemberEvent(leaves ? EventTypes.MemberLeft : EventTypes.MemberRemoved, user, actor, ("roles", before.ToString())),
                .. Reckoning(next),
            ]);
        return new Done();
    }

    public async Task<Result<Done>> TransferAdmin(UserId from, UserId to, Role? stepDownTo)
    {
        if (Refusal() is { } refusal) return refusal;
        if (await Decided(from) is not { } giver) return Errors.OrganizationNotFound(Id);
        if (giver.Role != Role.Admin) return Errors.PermissionDenied(Permission.MembersWrite);
        if (from == to) return Errors.ValidationFailed("to", "must be somebody else");
        if (await DecidedPlace(to) is not var (taker, disabled)) return Errors.MemberNotFound(to);
        if (disabled) return Errors.MemberDisabled();

        var actor = Actor.User(from);
        var given = Giving(State, to, taker, taker with { Role = Role.Admin }, disabled: false, actor);
        if (!given.Succeeded) return given.Error;
        var (next, messages) = given.Value;
        if (stepDownTo is { } lesser)
        {
            var stepped = Giving(next, from, giver, giver with { Role = lesser }, disabled: false, actor);
            if (!stepped.Succeeded) return stepped.Error;
            next = stepped.Value.Next;
            messages = [.. messages, .. stepped.Value.Messages];
        }

        if (messages.Length > 0)
            await CommitUnseen(next, messages);
        return new Done();
    }

    /// <summary>The roles that a user has by the last decision, delivered or not; null for a stranger.</summary>
    private async ValueTask<RoleSet?> Decided(UserId user) => (await DecidedPlace(user))?.Roles;

    /// <summary>As <see cref="Decided(UserId)"/>, and whether the user is disabled here.</summary>
    private async ValueTask<MemberPlace?> DecidedPlace(UserId user)
    {
        if (LastDecision(user) is { } decision)
            return decision.Roles is { } given ? new MemberPlace(given, decision.Disabled) : null;
        var stored = await Stored<MembershipState>(Grains.Membership(Id, user));
        return stored.Roles is { } roles ? new MemberPlace(roles, stored.Disabled) : null;
    }

    /// <summary>
    /// Makes a user a member; the seat is counted by the caller. Errors: <see cref="ErrorCode.CapacityReached"/>.
    /// </summary>
    private Result<Decision> Admitting(OrganizationState from, Newcomer newcomer, Actor actor)
    {
        var given = from.Give(newcomer.User, newcomer.Roles);
        if (!given.Succeeded) return given.Error;

        var next = given.Value with { LastMember = from.LastMember + 1, Order = from.Order + 1 };
        var member = new NewMember
        {
            Email = newcomer.Email,
            Name = newcomer.Name,
            Roles = newcomer.Roles,
            JoinedAt = Now,
            Ordinal = next.LastMember,
        };
        return new Decision(
            next,
            [
                new MakeMember(Id, newcomer.User, member, next.Order),
                new JoinOrganization(newcomer.User, Id),
                MemberEvent(EventTypes.MemberAdded, newcomer.User, actor, ("roles", newcomer.Roles.ToString())),
            ]);
    }

    private Result<Decision> Giving(OrganizationState from, UserId user, RoleSet before, RoleSet after, bool disabled, Actor actor)
    {
        if (after == before) return new Decision(from, []);
        var given = from.Give(user, disabled ? null : after);
        if (!given.Succeeded) return given.Error;

        var next = given.Value with { Order = from.Order + 1 };
        return new Decision(
            next,
            [
                new SetMemberRoles(Id, user, after, next.Order) { Disabled = disabled },
                MemberEvent(EventTypes.MemberRoleChanged, user, actor).Changing(("roles", before.ToString(), after.ToString())),
                .. Reckoning(next),
            ]);
    }

    /// <summary>Refuses an actor who would give or take what they do not hold themselves.</summary>
    private async Task<Error?> AboveOwn(Actor actor, params RoleSet[] roles)
    {
        if (!actor.ActsInside()) return null;
        // The policy judges by the membership, which has not heard of the last decision yet.
        if (actor.Kind == ActorKind.User && IsOnItsWay(UserId.Wrap(actor.Id!))) return Errors.TemporarilyUnavailable("Your own role has just changed; try again.");

        foreach (var set in roles)
        {
            if ((await Grains.AccessPolicy(Id).MayGrant(actor, set)).Error is { } error)
                return error;
        }

        return null;
    }

    private bool IsOnItsWay(UserId user)
        => LastDecision(user) is { } decision && Undelivered.Contains((Message)decision);

    private IMemberDecision? LastDecision(UserId user)
        => Outgoing.OfType<IMemberDecision>().LastOrDefault(decision => decision.User == user);

    private AppendEvents MemberEvent(EventType type, UserId user, Actor actor, params ReadOnlySpan<(string Name, string? Value)> data)
        => new(Id, [TenantEvents.New(Ids, Now, type, actor, user.Value, data)]);

    /// <summary>A member's roles, and whether they are disabled.</summary>
    private sealed record MemberPlace(RoleSet Roles, bool Disabled);

    /// <summary>What a command has decided: the next state and what it announces.</summary>
    private sealed record Decision(OrganizationState Next, Message[] Messages);
}

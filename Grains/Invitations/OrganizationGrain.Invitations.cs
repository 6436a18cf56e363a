using System.Collections.Immutable;

namespace Tenantry.Grains;

// What becomes of an invitation is decided in the organization's turn, since it counts the seat that a pending one holds. As with
// members, a decision counts from the commit on. Accepting turns the seat into the member's; every other end frees it.
internal sealed partial class OrganizationGrain
{
    public async Task<Result<ImmutableArray<InvitationDetails>>> Invite(InvitationBatch batch, Actor actor)
    {
        if (Refusal() is { } refusal) return refusal;
        // They are made together, so when there is one of them, this is a repetition and there are all.
        var decided = await Task.WhenAll(batch.Invitations.Select(invitation => Decided(invitation.Id)));
        if (decided is [not null, ..]) return decided.OfType<InvitationDetails>().ToImmutableArray();

        if (await MayNotGive(batch, actor) is { } mayNot) return mayNot;
        var refusals = await Task.WhenAll(batch.Invitations.Select(RefusalOf));
        if (refusals.OfType<Error>().FirstOrDefault() is { } refused) return refused;
        var count = batch.Invitations.Length;
        if (!State.HasRoomFor(Meters.Users, count)) return await OutOf(Meters.Users, State.InUseOf(Meters.Users), count);

        var next = State.Use(Meters.Users, count) with { Order = State.Order + 1 };
        var inviter = await Inviter(actor);
        ImmutableArray<MadeInvitation> made =
        [
            .. batch.Invitations.Select(invitation => new MadeInvitation(
                invitation.Id,
                Made(invitation, inviter, next.Order, batch.Decision),
                invitation.SendMail ? Ids.New<MailId>() : null)),
        ];
        await CommitUnseen(
            next,
            new MakeInvitations(Id, State.Name, made),
            new AppendEvents(Id, [.. made.Select(one => InvitationEvent(EventTypes.InvitationCreated, one.Id, one.Details, actor))]));
        return made.Select(one => one.Details).ToImmutableArray();
    }

    public async Task<Result<Done>> ResendInvitation(InvitationId invitation, Guid decision, Actor actor)
    {
        if (Refusal() is { } refusal) return refusal;
        if (await Decided(invitation) is not { } before) return Errors.InvitationNotFound();
        if (before.Decision == decision) return new Done();
        if (before.Closed(Now) is { } closed) return closed;

        var next = State with { Order = State.Order + 1 };
        var after = before.Renew(next.Order, decision, Now);
        await CommitUnseen(
            next,
            new DecideInvitation(Id, invitation, after) { OrganizationName = State.Name, Mail = Ids.New<MailId>() },
            new AppendEvents(Id, [InvitationEvent(EventTypes.InvitationResent, invitation, after, actor)]));
        return new Done();
    }

    public async Task<Result<Done>> RevokeInvitation(InvitationId invitation, Actor actor)
    {
        if (Refusal() is { } refusal) return refusal;
        if (await Decided(invitation) is not { } before) return Errors.InvitationNotFound();
        if (before.Status == InvitationStatus.Revoked) return new Done();
        if (before.Closed(Now) is { } closed) return closed;

        await End(invitation, before, InvitationStatus.Revoked, EventTypes.InvitationRevoked, actor);
        return new Done();
    }

    public async Task<Result<Done>> DeclineInvitation(InvitationId invitation)
    {
        if (await Decided(invitation) is not { } before) return Errors.InvitationNotFound();
        if (before.Status == InvitationStatus.Declined) return new Done();
        if (before.Closed(Now) is { } closed) return closed;

        await End(invitation, before, InvitationStatus.Declined, EventTypes.InvitationDeclined, Actor.Public);
        return new Done();
    }

    public async Task ExpireInvitation(InvitationId invitation, long order)
    {
        if (await Decided(invitation) is { Status: InvitationStatus.Pending } before && before.Order == order)
            await End(invitation, before, InvitationStatus.Expired, EventTypes.InvitationExpired, Actor.System);
    }

    public async Task<Result<Done>> AcceptInvitation(InvitationId invitation, UserView user, Guid decision)
    {
        if (Refusal() is { } refusal) return refusal;
        if (await Decided(invitation) is not { } before) return Errors.InvitationNotFound();
        if (before.Status == InvitationStatus.Accepted && before.Decision == decision) return new Done();
        if (before.Closed(Now) is { } closed) return closed;
        if (!EmailAddress.TryNormalize(user.Email, out _, out var email) || email != before.EmailKey) return Errors.InvitationForOther();
        if (await Decided(user.Id) is not null) return Errors.MemberExists();

        var ended = before.End(InvitationStatus.Accepted, State.Order + 1, decision, Now);
        var actor = Actor.User(user.Id);
        var newcomer = new Newcomer(user.Id, user.Email, user.Name, before.Roles);
        var admitted = Admitting(State with { Order = ended.Order }, newcomer, actor);
        if (!admitted.Succeeded) return admitted.Error;

        await CommitUnseen(
            admitted.Value.Next,
            [
                new AppendEvents(Id, [InvitationEvent(EventTypes.InvitationAccepted, invitation, ended, actor)]),
                new DecideInvitation(Id, invitation, ended),
                .. admitted.Value.Messages,
                .. before.Teams.IsEmpty ? Array.Empty<Message>() : [new JoinTeams(Id, user.Id, before.Teams)],
            ]);
        return new Done();
    }

    /// <summary>An invitation by the last decision, delivered or not; null when there is none.</summary>
    private async Task<InvitationDetails?> Decided(InvitationId invitation)
    {
        var told = (await Stored<InvitationState>(Grains.Invitation(Id, invitation))).Details;
        // Messages to different receivers may overtake one another, so the order decides, not the place in the outbox.
        return Outgoing.OfType<IInvitationDecision>().Select(decision => decision.About(invitation)).Append(told).MaxBy(details => details?.Order);
    }

    private Task End(InvitationId invitation, InvitationDetails before, InvitationStatus status, EventType eventType, Actor actor)
    {
        var next = State.GiveBack(Meters.Users) with { Order = State.Order + 1 };
        var ended = before.End(status, next.Order, Ids.NewUuid(), Now);
        return CommitUnseen(
            next,
            new DecideInvitation(Id, invitation, ended),
            new AppendEvents(Id, [InvitationEvent(eventType, invitation, ended, actor)]));
    }

    // Whoever brings somebody into a team gives them what the team grants.
    private async Task<Error?> MayNotGive(InvitationBatch batch, Actor actor)
    {
        ImmutableArray<TeamId> teams = [.. batch.Invitations.SelectMany(invitation => invitation.Teams).Distinct()];
        var granted = teams.IsEmpty ? [] : await Grains.AccessPolicy(Id).RolesOf(teams);
        if (granted.IndexOf(null) is var missing and >= 0) return Errors.TeamNotFound(teams[missing]);
        return await AboveOwn(actor, [.. batch.Invitations.Select(invitation => invitation.Roles).Concat(granted.OfType<RoleSet>()).Distinct()]);
    }

    private async Task<Error?> RefusalOf(NewInvitation invitation)
    {
        var error = await IsMember(invitation.EmailKey) ? Errors.MemberExists()
            : await IsInvited(invitation.EmailKey) ? Errors.AlreadyInvited()
            : null;
        return error is null ? null : error with { Fields = [new FieldError(invitation.Field, error.Detail)] };
    }

    private async Task<bool> IsMember(string emailKey)
        => await Grains.EmailClaim(emailKey).Get() is { } claim
           && UserId.TryParse(claim.Owner, null, out var user)
           && await Decided(user) is not null;

    private async Task<bool> IsInvited(string emailKey)
    {
        var told = (await Stored<InvitedEmailState>(Grains.InvitedEmail(Id, emailKey))).Latest;
        var known = Outgoing.OfType<MakeInvitations>().Select(message => message.Of(emailKey)).Append(told).OfType<InvitationId>().Distinct();
        var decided = await Task.WhenAll(known.Select(Decided));
        return decided.Any(details => details?.Status == InvitationStatus.Pending);
    }

    private async Task<(UserId? Id, string? Name)> Inviter(Actor actor)
        => actor.Kind == ActorKind.User && UserId.Wrap(actor.Id!) is var user
            ? (user, (await Grains.Membership(Id, user).Get()).Value?.Name)
            : (null, null);

    private InvitationDetails Made(NewInvitation invitation, (UserId? Id, string? Name) inviter, long order, Guid decision) => new()
    {
        Email = invitation.Email,
        EmailKey = invitation.EmailKey,
        Roles = invitation.Roles,
        Teams = invitation.Teams,
        InvitedBy = inviter.Id,
        InviterName = inviter.Name,
        CreatedAt = Now,
        Days = invitation.Days,
        ExpiresAt = Now.AddDays(invitation.Days),
        Order = order,
        Decision = decision,
    };

    private TenantEvent InvitationEvent(EventType type, InvitationId invitation, InvitationDetails details, Actor actor)
        => TenantEvents.New(Ids, Now, type, actor, invitation.Value, ("email", details.Email), ("roles", details.Roles.ToString()));
}

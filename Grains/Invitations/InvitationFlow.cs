namespace Tenantry.Grains;

/// <summary>
/// What the one who holds a token can do with it. An account made from an invitation has happened when the user's record exists;
/// that it then becomes a member is the organization's decision. See docs/adr.
/// </summary>
internal sealed class InvitationFlow(IGrainFactory grains, IPasswords passwords, NewPasswords newPasswords, TimeProvider time)
{
    private static readonly TimeSpan SettleTimeout = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Errors: <see cref="ErrorCode.InvitationNotFound"/>, <see cref="ErrorCode.TooManyOrganizations"/>, those of
    /// <see cref="IOrganizationGrain.AcceptInvitation"/>.
    /// </summary>
    public async Task<Result<JoinedView>> Accept(AcceptInvitation accept, CommandIds ids)
    {
        if (!InvitationToken.TryParse(accept.Token, out var token)) return Errors.InvitationNotFound();
        var presented = await grains.Invitation(token.Organization, token.Invitation).Present(token.Hash);
        if (!presented.Succeeded) return presented.Error;
        var user = await grains.User(accept.User).Get();
        if (!user.Succeeded) return user.Error;
        if (user.Value.Organizations.Length >= UserState.MostOrganizations && !user.Value.Organizations.Contains(token.Organization))
            return Errors.TooManyOrganizations(UserState.MostOrganizations);

        return await Join(token, presented.Value, user.Value, ids);
    }

    /// <summary>
    /// Errors: <see cref="ErrorCode.InvitationNotFound"/>, <see cref="ErrorCode.ValidationFailed"/>, <see cref="ErrorCode.EmailTaken"/>,
    /// <see cref="ErrorCode.AttemptAbandoned"/>, those of <see cref="IOrganizationGrain.AcceptInvitation"/>.
    /// </summary>
    public async Task<Result<JoinedView>> SignUp(AcceptInvitationAsNewUser accept, CommandIds ids)
    {
        if (!InvitationToken.TryParse(accept.Token, out var token)) return Errors.InvitationNotFound();
        var presented = await grains.Invitation(token.Organization, token.Invitation).Present(token.Hash);
        if (!presented.Succeeded) return presented.Error;
        var invitation = presented.Value.Details;

        var rules = new FieldRules();
        var name = rules.OptionalLine("user.name", accept.UserName);
        if (passwords.Weakness(accept.Password, invitation.EmailKey, name) is { } weakness)
            rules.Break("user.password", weakness);
        if (rules.AreBroken) return rules.ToError();

        var id = ids.For<UserId>("user");
        if (await Refusal(token.Organization, presented.Value, id, ids) is { } refusal) return refusal;

        var password = await newPasswords.Make(accept.Password);
        var claim = grains.EmailClaim(invitation.EmailKey);
        // Whoever has a token that went nowhere but to the address has proven that it is theirs.
        var answer = presented.Value.Mailed ? await claim.TakeProven(id.Value, id.Value) : await claim.Take(id.Value, id.Value);
        if (answer != ClaimAnswer.Granted)
            return SlugTaking.Pending(Errors.EmailTaken(), answer);

        var user = await grains.User(id).Create(new NewUser
        {
            Email = invitation.Email,
            Name = name,
            PasswordHash = password.Hash,
            Pool = password.Pool,
            CreatedAt = time.GetUtcNow(),
            ClaimedEmail = invitation.EmailKey,
            IsProven = presented.Value.Mailed,
        });
        if (!user.Succeeded)
        {
            // The tombstone is stored, so the address can go; kept, it would stand in the way of the next attempt.
            await claim.Release(id.Value);
            return user.Error;
        }

        // The account can be signed in to once its claim is final, whatever becomes of the invitation.
        return await grains.User(id).Settled(SettleTimeout)
            ? await Join(token, presented.Value, user.Value, ids)
            : Errors.TemporarilyUnavailable("The account is stored; its parts are still being made.");
    }

    /// <summary>Errors: those of <see cref="IOrganizationGrain.DeclineInvitation"/>.</summary>
    public async Task<Result<Done>> Decline(DeclineInvitation decline)
    {
        if (!InvitationToken.TryParse(decline.Token, out var token)) return Errors.InvitationNotFound();
        var presented = await grains.Invitation(token.Organization, token.Invitation).Present(token.Hash);
        if (!presented.Succeeded) return presented.Error;

        var organization = grains.Organization(token.Organization);
        var declined = await organization.DeclineInvitation(token.Invitation);
        return !declined.Succeeded || await organization.Settled(SettleTimeout) ? declined : StillOnItsWay();
    }

    // What can be refused is refused before there is an account that nobody wanted without the organization.
    private async Task<Error?> Refusal(OrganizationId organization, PresentedInvitation presented, UserId user, CommandIds ids)
    {
        var invitation = presented.Details;
        if (invitation.Decision != ids.Seed && invitation.Closed(time.GetUtcNow()) is { } closed) return closed;
        if (await grains.Organization(organization).GetTerms() is not { Status: OrganizationStatus.Active }) return Errors.OrganizationSuspended();
        return !presented.Mailed && await grains.EmailClaim(invitation.EmailKey).Get() is { Confirmed: true } claim && claim.Owner != user.Value
            ? Errors.EmailTaken()
            : null;
    }

    private async Task<Result<JoinedView>> Join(InvitationToken token, PresentedInvitation presented, UserView user, CommandIds ids)
    {
        var organization = grains.Organization(token.Organization);
        var accepted = await organization.AcceptInvitation(token.Invitation, user, ids.Seed);
        if (!accepted.Succeeded) return accepted.Error;
        // Whoever has a token that went nowhere but to the address reads its mail.
        if (presented.Mailed)
            await grains.User(user.Id).VerifyEmail();
        if (!await organization.Settled(SettleTimeout)) return StillOnItsWay();

        var (joined, member) = (await organization.Get(), await grains.Membership(token.Organization, user.Id).Get());
        return joined.Succeeded && member.Succeeded ? new JoinedView(joined.Value, member.Value) : joined.Error ?? member.Error!;
    }

    private static Error StillOnItsWay() => Errors.TemporarilyUnavailable("The change is stored; its effects are still on their way.");
}

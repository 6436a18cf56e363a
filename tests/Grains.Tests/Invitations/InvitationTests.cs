namespace Tenantry.Grains.Tests;

public sealed class InvitationTests(ClusterFixture cluster)
{
    private IGrainFactory Grains => cluster.Grains;

    [Fact]
    public async Task A_pending_invitation_holds_a_seat_that_acceptance_turns_into_the_members()
    {
        var organization = await Grains.OrganizationOf(seats: 2);
        var user = await Grains.Tenant();
        var invitation = await Grains.Invited(organization, user.User.Email, role: "editor");
        Assert.Equal(2, await cluster.Store.Seats(organization));
        Assert.Equal(ErrorCode.LimitReached, (await Grains.Invite(organization, Inviting.Email())).Error?.Code);

        var joined = Assert.IsType<JoinedView>((await Grains.Accept(invitation.Token!, user.User.Id)).Value);

        Assert.Equal((organization, user.User.Id, Role.Manager), (joined.Organization.Id, joined.Member.Id, joined.Member.Role));
        Assert.Contains(organization, (await Grains.User(user.User.Id).Get()).Value!.Organizations);
        Assert.Equal(InvitationStatus.Accepted, await Grains.StatusOf(organization, invitation.Id));
        Assert.Equal(2, await cluster.Store.Seats(organization));
        Assert.Equal(ErrorCode.LimitReached, (await Grains.Invite(organization, Inviting.Email())).Error?.Code);
    }

    [Fact]
    public async Task Declining_and_revoking_free_the_seat_once_and_can_be_repeated()
    {
        var organization = await Grains.OrganizationOf(seats: 3);
        var declined = await Grains.Invited(organization);
        var revoked = await Grains.Invited(organization);

        for (var i = 0; i < 2; i++)
        {
            Assert.Null((await Grains.Decline(declined.Token!)).Error);
            Assert.Null((await Grains.Revoke(organization, revoked.Id)).Error);
        }

        Assert.Equal(1, await cluster.Store.Seats(organization));
        Assert.Equal(InvitationStatus.Declined, await Grains.StatusOf(organization, declined.Id));
        Assert.Equal(InvitationStatus.Revoked, await Grains.StatusOf(organization, revoked.Id));
        Assert.Equal(ErrorCode.InvitationNotPending, (await Grains.Revoke(organization, declined.Id)).Error?.Code);
        Assert.Equal(ErrorCode.InvitationNotPending, (await Grains.Decline(revoked.Token!)).Error?.Code);
        Assert.Equal(ErrorCode.InvitationNotPending, (await Grains.SignUp(revoked.Token!)).Error?.Code);
        Assert.Equal(ErrorCode.InvitationNotPending, (await Grains.Resend(organization, revoked.Id)).Error?.Code);
    }

    [Fact]
    public async Task An_address_has_at_most_one_pending_invitation()
    {
        var organization = await Grains.OrganizationOf(seats: 100);
        var email = Inviting.Email();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(i =>
            Grains.Invite(organization, i % 2 == 0 ? email : email.ToUpperInvariant())));

        var made = Assert.Single(outcomes, outcome => outcome.Error is null);
        Assert.All(outcomes.Where(outcome => outcome != made), outcome => Assert.Equal(ErrorCode.AlreadyInvited, outcome.Error!.Code));
        Assert.Equal(2, await cluster.Store.Seats(organization));

        await Grains.Revoke(organization, Assert.IsType<InvitationView>(made.Value).Id);
        Assert.Null((await Grains.Invite(organization, email)).Error);
        Assert.Equal(ErrorCode.AlreadyInvited, (await Grains.Invite(organization, email)).Error?.Code);
    }

    [Fact]
    public async Task A_member_is_not_invited()
    {
        var tenant = await Grains.Tenant();

        Assert.Equal(ErrorCode.MemberExists, (await Grains.Invite(tenant.Organization.Id, tenant.User.Email)).Error?.Code);
    }

    [Fact]
    public async Task Nobody_invites_to_more_than_they_have()
    {
        var tenant = await Grains.Tenant();
        var manager = await Grains.Tenant();
        var invitation = await Grains.Invited(tenant.Organization.Id, manager.User.Email, role: "manager");
        Assert.Null((await Grains.Accept(invitation.Token!, manager.User.Id)).Error);
        var actor = Actor.User(manager.User.Id);

        Assert.Equal(ErrorCode.RoleAboveOwn, (await Grains.Invite(tenant.Organization.Id, Inviting.Email(), "owner", actor: actor)).Error?.Code);
        Assert.Null((await Grains.Invite(tenant.Organization.Id, Inviting.Email(), "viewer", actor: actor)).Error);
    }

    [Fact]
    public async Task A_batch_is_made_as_a_whole_or_not_at_all()
    {
        var organization = await Grains.OrganizationOf(seats: 51);
        var emails = Enumerable.Range(0, 50).Select(_ => Inviting.Email()).ToArray();
        var taken = await Grains.Invited(organization, emails[7]);

        var refused = await Grains.InviteMany(organization, emails);
        Assert.Equal(ErrorCode.AlreadyInvited, refused.Error?.Code);
        Assert.Equal("invitations.7.email", Assert.Single(refused.Error!.Fields).Field);
        Assert.Equal(2, await cluster.Store.Seats(organization));

        await Grains.Revoke(organization, taken.Id);
        var made = Assert.IsType<InvitationBatchView>((await Grains.InviteMany(organization, emails)).Value);
        Assert.Equal(emails, made.Invitations.Select(invitation => invitation.Email));
        Assert.Equal(50, await Grains.Pending(organization));
        Assert.Equal(51, await cluster.Store.Seats(organization));

        var limit = (await Grains.InviteMany(organization, Inviting.Email(), Inviting.Email())).Error?.Limit;
        Assert.Equal((51, 51, 2), (limit!.Limit, limit.Used, limit.Requested));
    }

    [Fact]
    public async Task What_is_wrong_with_a_batch_is_named_by_its_place()
    {
        var organization = await Grains.OrganizationOf(seats: 100);

        var outcome = await Grains.Commands().Run(new InviteMany
        {
            Organization = organization,
            Invitations =
            [
                new InvitationRequest { Email = "ada@example.com" },
                new InvitationRequest { Email = "nobody", Role = "king", ExpiresInDays = 31 },
                new InvitationRequest { Email = "ADA@example.com", ExpiresInDays = 0 },
            ],
            Actor = Actor.System,
        });

        Assert.Equal(
            ["invitations.1.email", "invitations.1.role", "invitations.1.expiresInDays", "invitations.2.expiresInDays", "invitations.2.email"],
            outcome.Error!.Fields.Select(field => field.Field));
        Assert.Equal(ErrorCode.ValidationFailed, (await Grains.InviteMany(organization)).Error?.Code);
        Assert.Equal(
            ErrorCode.ValidationFailed, (await Grains.InviteMany(organization, Enumerable.Range(0, 51).Select(_ => Inviting.Email()))).Error?.Code);
        Assert.Equal(0, await Grains.Pending(organization));
    }

    [Fact]
    public async Task The_mail_takes_a_token_that_is_good_and_proves_the_address()
    {
        var organization = await Grains.OrganizationOf(seats: 5, name: "Lovelace Works");
        var email = Inviting.Email();
        Assert.Null(Assert.IsType<InvitationView>((await Grains.Invite(organization, email, sendMail: true)).Value).Token);

        var mail = await Mail(email, count: 1);
        var joined = Assert.IsType<JoinedView>((await Grains.SignUp(TokenIn(mail), name: "Ada")).Value);

        Assert.Contains("Lovelace Works", mail.Text, StringComparison.Ordinal);
        Assert.Equal((email, "Ada", Role.Member), (joined.Member.Email, joined.Member.Name, joined.Member.Role));
        var user = (await Grains.User(joined.Member.Id).Get()).Value!;
        Assert.True(user.EmailVerified);
        Assert.Equal([organization], user.Organizations);
        Assert.Equal($"plain:{Make.Password}", (await Grains.User(user.Id).GetPasswordHash())?.Value);
        Assert.Equal(new ClaimView(user.Id.Value, Confirmed: true), await Grains.EmailClaim(email).Get());
    }

    [Fact]
    public async Task A_token_that_was_handed_over_proves_no_address()
    {
        var organization = await Grains.OrganizationOf(seats: 5);
        var invitation = await Grains.Invited(organization);

        var joined = Assert.IsType<JoinedView>((await Grains.SignUp(invitation.Token!)).Value);

        Assert.False((await Grains.User(joined.Member.Id).Get()).Value!.EmailVerified);
    }

    [Fact]
    public async Task Resending_makes_the_tokens_before_void()
    {
        var organization = await Grains.OrganizationOf(seats: 5);
        var email = Inviting.Email();
        var invitation = Assert.IsType<InvitationView>((await Grains.Invite(organization, email, sendMail: true)).Value);
        var first = TokenIn(await Mail(email, count: 1));

        var resent = Assert.IsType<InvitationView>((await Grains.Resend(organization, invitation.Id)).Value);

        Assert.True(resent.ExpiresAt > invitation.ExpiresAt);
        var second = TokenIn(await Mail(email, count: 2));
        Assert.Equal(ErrorCode.InvitationNotFound, (await Grains.SignUp(first)).Error?.Code);
        Assert.Null((await Grains.SignUp(second)).Error);
        Assert.Equal(2, await cluster.Store.Seats(organization));
    }

    [Fact]
    public async Task A_token_is_for_the_invited_address_only()
    {
        var organization = await Grains.OrganizationOf(seats: 5);
        var invitation = await Grains.Invited(organization);
        var other = await Grains.Tenant();

        Assert.Equal(ErrorCode.InvitationForOther, (await Grains.Accept(invitation.Token!, other.User.Id)).Error?.Code);
        Assert.Equal(InvitationStatus.Pending, await Grains.StatusOf(organization, invitation.Id));
    }

    [Fact]
    public async Task An_address_with_an_account_does_not_get_another()
    {
        var organization = await Grains.OrganizationOf(seats: 5);
        var other = await Grains.Tenant();
        var invitation = await Grains.Invited(organization, other.User.Email);

        Assert.Equal(ErrorCode.EmailTaken, (await Grains.SignUp(invitation.Token!)).Error?.Code);
        Assert.Null((await Grains.Accept(invitation.Token!, other.User.Id)).Error);
    }

    [Fact]
    public async Task A_suspended_organization_takes_nobody_in_but_can_be_declined()
    {
        var organization = await Grains.OrganizationOf(seats: 5);
        var other = await Grains.Tenant();
        var (known, unknown) = (await Grains.Invited(organization, other.User.Email), await Grains.Invited(organization));
        await Grains.Organization(organization).Suspend("unpaid", Actor.System);

        Assert.Equal(ErrorCode.OrganizationSuspended, (await Grains.Accept(known.Token!, other.User.Id)).Error?.Code);
        Assert.Equal(ErrorCode.OrganizationSuspended, (await Grains.SignUp(unknown.Token!)).Error?.Code);
        Assert.Null(await Grains.EmailClaim(unknown.Email).Get());
        Assert.Null((await Grains.Decline(unknown.Token!)).Error);
    }

    [Fact]
    public async Task Tokens_that_are_not_the_invitations_own_all_look_alike()
    {
        var organization = await Grains.OrganizationOf(seats: 5);
        var token = (await Grains.Invited(organization)).Token!;
        var last = token[^1] == '0' ? '1' : '0';
        string[] wrong =
        [
            "", "invt_", token[..^1], $"{token}0", $"{token[..^1]}{last}", $"{token[..^1]}U", token.ToUpperInvariant(),
            token.Replace("invt_", "inv__", StringComparison.Ordinal),
            $"{token[..5]}{TypedId.From<OrganizationId>(Guid.CreateVersion7()).Value[4..]}{token[31..]}",
            $"{token[..31]}{TypedId.From<InvitationId>(Guid.CreateVersion7()).Value[4..]}{token[57..]}",
        ];

        foreach (var attempt in wrong)
        {
            Assert.Equal(Errors.InvitationNotFound(), (await Grains.SignUp(attempt)).Error);
            Assert.Equal(Errors.InvitationNotFound(), (await Grains.Decline(attempt)).Error);
        }

        Assert.Null((await Grains.SignUp($" {token}\r\n")).Error);
    }

    [Fact]
    public async Task Everything_that_happens_to_an_invitation_is_in_the_log()
    {
        var organization = await Grains.OrganizationOf(seats: 5);
        var (accepted, declined, revoked) =
            (await Grains.Invited(organization), await Grains.Invited(organization), await Grains.Invited(organization));
        await Grains.Resend(organization, revoked.Id);
        await Grains.SignUp(accepted.Token!);
        await Grains.Decline(declined.Token!);
        await Grains.Revoke(organization, revoked.Id);

        var log = await Grains.Lists().Events(LogId.Of(organization), 0, 100);
        IEnumerable<string> Of(InvitationId id) => log.Select(logged => logged.Event).Where(logged => logged.Subject == id.Value).Select(logged => logged.Type);
        Assert.Equal([EventTypes.InvitationCreated.Name, EventTypes.InvitationAccepted.Name], Of(accepted.Id));
        Assert.Equal([EventTypes.InvitationCreated.Name, EventTypes.InvitationDeclined.Name], Of(declined.Id));
        Assert.Equal([EventTypes.InvitationCreated.Name, EventTypes.InvitationResent.Name, EventTypes.InvitationRevoked.Name], Of(revoked.Id));
        Assert.Equal(2, log.Count(logged => logged.Event.Type == EventTypes.MemberAdded.Name));
    }

    private async Task<MailMessage> Mail(string email, int count)
    {
        await Eventually.True(() => Task.FromResult(cluster.Mailer.SentTo(email).Count == count));
        return cluster.Mailer.SentTo(email)[^1];
    }

    internal static string TokenIn(MailMessage mail)
        => mail.Text[mail.Text.IndexOf(InvitationToken.Prefix, StringComparison.Ordinal)..].Split()[0];
}

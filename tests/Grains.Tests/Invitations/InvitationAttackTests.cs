namespace Tenantry.Grains.Tests;

public sealed class InvitationAttackTests(ClusterFixture cluster)
{
    private IGrainFactory Grains => cluster.Grains;

    [Fact]
    public async Task Five_hundred_invitations_at_once_never_overshoot_fifty_seats()
    {
        var organization = await Grains.OrganizationOf(seats: 50);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 500).Select(_ => Grains.Invite(organization, Inviting.Email())));

        var invited = outcomes.Select(outcome => outcome.Value).OfType<InvitationView>().ToArray();
        Assert.Equal(49, invited.Length);
        Assert.All(outcomes.Where(outcome => outcome.Error is not null), outcome => Assert.Equal(ErrorCode.LimitReached, outcome.Error!.Code));
        Assert.Equal(50, await Grains.Members(organization) + await Grains.Pending(organization));

        // While they join, others ask for the seats that might become free for a moment.
        var joining = invited.Select(invitation => Grains.SignUp(invitation.Token!));
        var intruding = Enumerable.Range(0, 100).Select(_ => Grains.Invite(organization, Inviting.Email()));
        var all = await Task.WhenAll([.. joining, .. intruding]);

        Assert.Equal(49, all.Count(outcome => outcome.Value is JoinedView));
        Assert.Equal(100, all.Count(outcome => outcome.Error?.Code == ErrorCode.LimitReached));
        Assert.Equal(50, await Grains.Members(organization));
        Assert.Equal(0, await Grains.Pending(organization));
        Assert.Equal(50, await cluster.Store.Seats(organization));
    }

    [Fact]
    public async Task Two_hundred_acceptances_of_one_token_let_one_in()
    {
        var organization = await Grains.OrganizationOf(seats: 5);
        var user = await Grains.Tenant();
        var token = (await Grains.Invited(organization, user.User.Email)).Token!;

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => Grains.Accept(token, user.User.Id)));

        Assert.Single(outcomes, outcome => outcome.Error is null);
        Assert.Equal(199, outcomes.Count(outcome => outcome.Error?.Code == ErrorCode.InvitationNotPending));
        Assert.Equal(2, await Grains.Members(organization));
        Assert.Equal(2, await cluster.Store.Seats(organization));
    }

    [Fact]
    public async Task Two_hundred_accounts_from_one_token_are_one_account()
    {
        var organization = await Grains.OrganizationOf(seats: 5);
        var invitation = await Grains.Invited(organization);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => Grains.SignUp(invitation.Token!)));

        var joined = Assert.Single(outcomes.Select(outcome => outcome.Value).OfType<JoinedView>());
        Assert.All(outcomes.Where(outcome => outcome.Error is not null), outcome =>
            Assert.True(outcome.Error!.Code is ErrorCode.EmailTaken or ErrorCode.InvitationNotPending));
        Assert.Equal(joined.Member.Id.Value, (await Grains.EmailClaim(invitation.Email).Get())!.Owner);
        Assert.Equal(2, await cluster.Store.Seats(organization));
    }

    [Fact]
    public async Task An_acceptance_that_is_repeated_under_its_key_is_answered_alike()
    {
        var organization = await Grains.OrganizationOf(seats: 5);
        var token = (await Grains.Invited(organization)).Token!;
        var accept = new AcceptInvitationAsNewUser { Token = token, Password = Make.Password };
        var key = Make.Unique();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Grains.Request("public", "POST /v1/invitations/sign-up", key).Run(accept)));

        Assert.Single(outcomes.Select(outcome => Assert.IsType<JoinedView>(outcome.Value).Member.Id).Distinct());
    }

    [Fact]
    public async Task Whatever_races_one_thing_becomes_of_an_invitation()
    {
        var organization = await Grains.OrganizationOf(seats: 100);
        for (var round = 0; round < 25; round++)
        {
            var user = await Grains.Tenant();
            var invitation = await Grains.Invited(organization, user.User.Email);
            Assert.True(InvitationToken.TryParse(invitation.Token, out var token));
            var order = (await Grains.Invitation(organization, invitation.Id).Present(token.Hash)).Value!.Details.Order;
            var seats = await cluster.Store.Seats(organization);

            var accepting = Grains.Accept(invitation.Token!, user.User.Id);
            var revoking = Grains.Revoke(organization, invitation.Id);
            var expiring = Grains.Organization(organization).ExpireInvitation(invitation.Id, order);
            var declining = Grains.Decline(invitation.Token!);
            await Task.WhenAll(accepting, revoking, expiring, declining);
            Assert.True(await Grains.Organization(organization).Settled(TimeSpan.FromSeconds(20)));

            var status = await Grains.StatusOf(organization, invitation.Id);
            var isMember = await Grains.Membership(organization, user.User.Id).GetAccess() is not null;
            Assert.Equal(status == InvitationStatus.Accepted, isMember);
            Assert.Equal(isMember ? seats : seats - 1, await cluster.Store.Seats(organization));
            Assert.Equal(status == InvitationStatus.Accepted, (await accepting).Error is null);
            Assert.Equal(status == InvitationStatus.Revoked, (await revoking).Error is null);
            Assert.Equal(status == InvitationStatus.Declined, (await declining).Error is null);
        }
    }

    [Fact]
    public async Task No_secret_of_a_token_is_ever_stored()
    {
        var organization = await Grains.OrganizationOf(seats: 10);
        var email = Inviting.Email();
        var tokens = new List<string>();
        for (var i = 0; i < 3; i++)
            tokens.Add((await Grains.Invited(organization)).Token!);
        await Grains.Invite(organization, email, sendMail: true);
        await Eventually.True(() => Task.FromResult(cluster.Mailer.SentTo(email).Count == 1));
        tokens.Add(InvitationTests.TokenIn(cluster.Mailer.SentTo(email)[0]));
        var key = Make.Unique();
        var invite = new Invite { Organization = organization, Invitation = new() { Email = Inviting.Email(), SendMail = false }, Actor = Actor.System };
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Grains.Request("test", "POST /invitations", key).Run(invite)));
        outcomes = [.. outcomes, await Grains.Request("test", "POST /invitations", key).Run(invite)];
        var first = Assert.Single(outcomes, outcome => ((InvitationView)outcome.Value!).Token is not null);
        Assert.False(first.Replayed);
        tokens.Add(((InvitationView)first.Value!).Token!);
        await Grains.SignUp(tokens[0]);
        await Grains.Decline(tokens[1]);

        var secrets = tokens.Select(token => token[^52..]).ToArray();
        await foreach (var record in cluster.Store.Scan(TestContext.Current.CancellationToken))
        {
            var body = System.Text.Encoding.UTF8.GetString(record.Body.Span);
            Assert.All(secrets, secret => Assert.DoesNotContain(secret, body, StringComparison.Ordinal));
        }
    }
}

namespace Tenantry.Grains.Tests;

public sealed class InvitationExpiryTests(MailCluster cluster) : IClassFixture<MailCluster>
{
    private IGrainFactory Grains => cluster.Grains;

    [Fact]
    public async Task An_invitation_expires_by_itself_and_frees_its_seat()
    {
        var organization = await Grains.OrganizationOf(seats: 4);
        var (expiring, lasting, renewed) = (await ForADay(organization), await Grains.Invited(organization), await ForADay(organization));
        cluster.Clock.Advance(TimeSpan.FromHours(23));
        Assert.Null((await Grains.Resend(organization, renewed.Id)).Error);

        cluster.Clock.Advance(TimeSpan.FromHours(2));
        await Eventually.True(async () => await Grains.StatusOf(organization, expiring.Id) == InvitationStatus.Expired);

        Assert.Equal(3, await cluster.Store.Seats(organization));
        Assert.Equal(ErrorCode.InvitationNotPending, (await Grains.SignUp(expiring.Token!)).Error?.Code);
        Assert.Null(await Grains.Invitation(organization, expiring.Id).IssueToken());
        Assert.Equal(InvitationStatus.Pending, await Grains.StatusOf(organization, renewed.Id));
        Assert.Equal(InvitationStatus.Pending, await Grains.StatusOf(organization, lasting.Id));
        var log = await Grains.Lists().Events(LogId.Of(organization), 0, 100);
        Assert.Single(log, logged => logged.Event.Type == EventTypes.InvitationExpired.Name && logged.Event.CausedBy == Actor.System);

        cluster.Clock.Advance(TimeSpan.FromDays(6));
        await Eventually.True(async () => await Grains.Pending(organization) == 0);
        Assert.Equal(1, await cluster.Store.Seats(organization));
        Assert.Null((await Grains.Invite(organization, expiring.Email)).Error);
    }

    [Fact]
    public async Task A_suspended_organizations_invitations_expire_too()
    {
        var organization = await Grains.OrganizationOf(seats: 4);
        var invitation = await ForADay(organization);
        await Grains.Organization(organization).Suspend("unpaid", Actor.System);

        cluster.Clock.Advance(TimeSpan.FromDays(1));

        await Eventually.True(async () => await Grains.StatusOf(organization, invitation.Id) == InvitationStatus.Expired);
        Assert.Equal(1, await cluster.Store.Seats(organization));
    }

    [Fact]
    public async Task What_is_over_by_the_clock_is_over_before_the_alarm()
    {
        var organization = await Grains.OrganizationOf(seats: 4);
        var invitation = await ForADay(organization);
        Assert.True(InvitationToken.TryParse(invitation.Token, out var token));

        cluster.Clock.Advance(TimeSpan.FromDays(1));

        Assert.Equal(ErrorCode.InvitationNotPending, (await Grains.SignUp(invitation.Token!)).Error?.Code);
        Assert.Equal(ErrorCode.InvitationNotPending, (await Grains.Invitation(organization, invitation.Id).Open(token.Hash)).Error?.Code);
        Assert.Null(await Grains.EmailClaim(invitation.Email).Get());
    }

    [Fact]
    public async Task A_crash_after_a_decision_loses_neither_seat_nor_member()
    {
        await using var twins = await TwinClusters.Start();
        var organization = await twins[0].OrganizationOf(seats: 10);
        var accepted = await twins[0].Invited(organization);
        var revoked = await twins[0].Invited(organization);
        Task[] decisions =
        [
            twins[0].SignUp(accepted.Token!),
            twins[0].Revoke(organization, revoked.Id),
            twins[0].Invite(organization, Inviting.Email()),
        ];
        await Eventually.True(async () => await twins.Store.Seats(organization) != 3 || decisions[0].IsCompleted);

        await twins.Kill(0);
        twins.Clock.Advance(TimeSpan.FromMinutes(1));

        // Nobody tells the other one but its sweep.
        await Eventually.True(async () =>
            (await twins.Store.FindDueAlarms(new AlarmShard(0, 1), twins.Clock.GetUtcNow().AddMinutes(1), null, 1)).Count == 0);
        Assert.Equal(await twins.Store.Seats(organization), await twins[1].Members(organization) + await twins[1].Pending(organization));
        await Task.WhenAll(decisions.Select(task => task.ContinueWith(_ => { }, TaskScheduler.Default)));
    }

    private async Task<InvitationView> ForADay(OrganizationId organization)
        => Assert.IsType<InvitationView>((await Grains.Invite(organization, Inviting.Email(), days: 1)).Value);
}

using CsCheck;

namespace Tenantry.Grains.Tests;

public sealed class InvitationProtocolTests
{
    private const int Seats = 8;
    private const int Addresses = 6;
    private const int Steps = 80;

    [Fact]
    public async Task Seats_are_members_and_pending_invitations_whatever_goes_wrong()
    {
        await using var twins = await TwinClusters.Start();

        await Gen.Int[0, int.MaxValue].SampleAsync(seed => Attack(twins, seed), iter: 4, threads: 1);
    }

    [Fact]
    public async Task An_account_whose_acceptance_was_cut_off_is_finished_by_the_same_request()
    {
        await using var twins = await TwinClusters.Start();
        var organization = await twins[0].OrganizationOf(seats: 4);
        var accept = new AcceptInvitationAsNewUser { Token = (await twins[0].Invited(organization)).Token!, Password = Make.Password };
        var key = Make.Unique();
        twins.Store.Begin(seed: 11);

        JoinedView? joined = null;
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (joined is null)
        {
            joined = await Try<JoinedView>(twins[0], accept, key);
            twins.Clock.Advance(TimeSpan.FromSeconds(5));
            deadline.Token.ThrowIfCancellationRequested();
        }

        await twins.Settle();
        Assert.Equal(joined.Member.Id, Assert.IsType<JoinedView>((await twins[0].Request("public", "POST /x", key).Run(accept)).Value).Member.Id);
        Assert.Equal(2, await twins.Store.Seats(organization));
    }

    private static async Task Attack(TwinClusters twins, int seed)
    {
        var random = new Random(seed);
        var organization = await twins[0].OrganizationOf(Seats);
        var emails = Enumerable.Range(0, Addresses).Select(_ => Inviting.Email()).ToArray();
        var users = new Dictionary<string, UserId>();
        foreach (var email in emails.Take(Addresses / 2))
            users.Add(email, (await twins[0].Tenant(Make.SignUp(email))).User.Id);
        var known = new List<InvitationView>();
        var joined = new List<Task<JoinedView?>>();

        twins.Store.Begin(seed);
        var running = new List<Task>();
        for (var i = 0; i < Steps; i++)
        {
            var grains = twins[random.Next(2)];
            var invitation = known.Count == 0 ? null : known[random.Next(known.Count)];
            switch (random.Next(7))
            {
                case 0 or 1 or 2:
                    running.Add(Invite(grains, organization, emails[random.Next(Addresses)], known));
                    break;
                case 3 when invitation is { Token: { } token }:
                    Command accept = users.TryGetValue(invitation.Email, out var user)
                        ? new AcceptInvitation { Token = token, User = user }
                        : new AcceptInvitationAsNewUser { Token = token, Password = Make.Password };
                    joined.Add(Try<JoinedView>(grains, accept, random.Next(2) == 0 ? $"{seed} {i}" : null));
                    break;
                case 4 when invitation is not null:
                    running.Add(Try<Done>(grains, new RevokeInvitation { Organization = organization, Invitation = invitation.Id, Actor = Actor.System }));
                    break;
                case 5 when invitation is { Token: { } token }:
                    running.Add(Try<Done>(grains, new DeclineInvitation { Token = token }));
                    break;
                case 6 when random.Next(3) == 0:
                    twins.Clock.Advance(TimeSpan.FromHours(30));
                    break;
            }

            await Task.Delay(random.Next(25));
        }

        await Task.WhenAll(running);
        var acknowledged = (await Task.WhenAll(joined)).OfType<JoinedView>().ToArray();
        await twins.Store.End();
        twins.Clock.Advance(TimeSpan.FromSeconds(15));
        await twins.Settle();

        var seats = await twins.Store.Seats(organization);
        var (members, pending) = (await twins[0].Members(organization), await twins[0].Pending(organization));
        Assert.Equal(seats, members + pending);
        Assert.InRange(seats, 1, Seats);
        var invitations = (await twins[0].Lists().Invitations(organization, after: null, limit: 1000)).Items;
        Assert.Equal(pending, invitations.Where(one => one.Status == InvitationStatus.Pending).Select(one => one.Email).Distinct().Count());
        Assert.Equal(members - 1, invitations.Count(one => one.Status == InvitationStatus.Accepted));
        Assert.All(acknowledged, view => Assert.Contains(invitations, one => one.Email == view.Member.Email && one.Status == InvitationStatus.Accepted));
        foreach (var member in (await twins[0].Lists().Members(organization, after: null, limit: 1000)).Items.Skip(1))
            Assert.NotNull(await twins.Store.Read(RecordKey.Of(twins[0].User(member.Id).GetGrainId())));
    }

    private static async Task Invite(IGrainFactory grains, OrganizationId organization, string email, List<InvitationView> known)
    {
        var invite = new Invite
        {
            Organization = organization,
            Invitation = new InvitationRequest { Email = email, ExpiresInDays = 1, SendMail = false },
            Actor = Actor.System,
        };
        if (await Try<InvitationView>(grains, invite) is { } made)
        {
            lock (known)
                known.Add(made);
        }
    }

    private static async Task<T?> Try<T>(IGrainFactory grains, Command command, string? key = null)
        where T : class
    {
        try
        {
            var outcome = key is null ? await grains.Commands().Run(command) : await grains.Request("public", "POST /x", key).Run(command);
            return outcome.Value as T;
        }
        catch (Exception)
        {
            return null;
        }
    }
}

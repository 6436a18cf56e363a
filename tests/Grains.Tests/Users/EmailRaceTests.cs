using System.Text;

namespace Tenantry.Grains.Tests;

public sealed class EmailRaceTests(ClusterFixture cluster)
{
    private IGrainFactory Grains => cluster.Grains;

    [Fact]
    public async Task Of_a_hundred_who_prove_one_address_at_once_exactly_one_has_it()
    {
        var email = Inviting.Email();
        var users = (await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Grains.Tenant()))).Select(tenant => tenant.User).ToArray();
        var tokens = await cluster.Mailer.TokensFor(Grains, email, [.. users.Select(user => user.Id)]);

        var outcomes = await Task.WhenAll(tokens.Select(token => Grains.ConfirmEmail(token)));

        Assert.Single(outcomes, outcome => outcome.Error is null);
        Assert.All(outcomes.Where(outcome => outcome.Error is not null), outcome => Assert.Equal(ErrorCode.EmailTaken, outcome.Error!.Code));
        var views = await Task.WhenAll(users.Select(user => Grains.User(user.Id).Get()));
        var winner = Assert.Single(views, view => view.Value!.Email == email).Value!;
        Assert.True(winner.EmailVerified);
        Assert.Equal(new ClaimView(winner.Id.Value, Confirmed: true), await Grains.EmailClaim(email).Get());
        Assert.Null(await Grains.EmailClaim(users.Single(user => user.Id == winner.Id).Email).Get());
        foreach (var loser in users.Where(user => user.Id != winner.Id))
            Assert.Equal(loser.Id.Value, (await Grains.EmailClaim(loser.Email).Get())!.Owner);
    }

    [Fact]
    public async Task A_log_in_and_the_proof_of_another_never_both_get_the_account()
    {
        var admitted = 0;
        for (var round = 0; round < 30; round++)
        {
            var unused = (await Grains.Tenant()).User;
            var prover = (await Grains.Tenant()).User.Id;
            var token = Assert.Single(await cluster.Mailer.TokensFor(Grains, unused.Email, prover));

            var proving = Grains.ConfirmEmail(token);
            // The proof has further to go; so now one comes first, now the other.
            await Task.Delay(round % 10, TestContext.Current.CancellationToken);
            var logIns = cluster.Silos.Select(silo => silo.SignIn(unused.Id)).ToArray();
            var rulings = (await Task.WhenAll(logIns)).Distinct().ToArray();
            var proven = await proving;

            var used = rulings.Contains(SignInRuling.Admitted);
            Assert.Equal(used ? ErrorCode.EmailTaken : null, proven.Error?.Code);
            Assert.Equal(used ? unused.Id : prover, UserId.Wrap((await Grains.EmailClaim(unused.Email).Get())!.Owner));
            Assert.Equal(used, (await Grains.User(unused.Id).Get()).Succeeded);
            Assert.Equal([used ? SignInRuling.Admitted : SignInRuling.Refused], rulings);
            admitted += used ? 1 : 0;
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{admitted} of 30 were used first.");
    }

    [Fact]
    public async Task An_account_that_was_used_or_verified_does_not_yield()
    {
        var used = (await Grains.Tenant()).User;
        var verified = (await Grains.Tenant()).User;
        await Grains.SignIn(used.Id);
        await Grains.User(verified.Id).VerifyEmail();

        foreach (var user in (FounderView[])[used, verified])
        {
            Assert.False(await Grains.User(user.Id).Yield(GrainKeys.EmailClaimKey(user.Email)));
            Assert.Equal(ClaimAnswer.Taken, await Grains.EmailClaim(user.Email).TakeProven("usr_somebody", "usr_somebody"));
            Assert.True((await Grains.User(user.Id).Get()).Succeeded);
        }
    }

    [Fact]
    public async Task A_yielded_account_leaves_what_lets_it_go_and_is_gone()
    {
        var organization = await Grains.OrganizationOf(seats: 5);
        var unused = (await Grains.Tenant()).User;
        Assert.Null((await Grains.Commands().Run(new AddMember { Organization = organization, User = unused.Id, Actor = Actor.System })).Error);
        var prover = TypedId.From<UserId>(Guid.CreateVersion7());

        Assert.Equal(ClaimAnswer.Granted, await Grains.EmailClaim(unused.Email).TakeProven(prover.Value, prover.Value));

        await Eventually.True(async () => await Grains.Members(organization) == 1);
        Assert.Equal(new ClaimView(prover.Value, Confirmed: false), await Grains.EmailClaim(unused.Email).Get());
        Assert.Equal(ErrorCode.UserNotFound, (await Grains.User(unused.Id).Get()).Error!.Code);
        Assert.Null(await Grains.User(unused.Id).GetPasswordHash());
        Assert.Equal(ErrorCode.AttemptAbandoned, (await Grains.User(unused.Id).Create(New(unused.Email))).Error!.Code);
        await Eventually.True(async () => !Encoding.UTF8.GetString((await cluster.Store.Read(RecordKey.Of(Grains.User(unused.Id).GetGrainId())))!.Body.Span)
            .Contains(unused.Email, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_sign_up_whose_confirmation_comes_again_late_does_not_take_the_address_back()
    {
        var first = await Grains.Tenant();
        var claim = Grains.EmailClaim(first.User.Email);
        await claim.GiveUpForUser(first.User.Id, wish: 0);
        var second = await Grains.Tenant(Make.SignUp(first.User.Email));

        await claim.Confirm(first.Organization.Id.Value, first.User.Id.Value);

        Assert.Equal(new ClaimView(second.User.Id.Value, Confirmed: true), await claim.Get());
    }

    [Fact]
    public async Task What_comes_late_from_an_earlier_wish_changes_nothing_of_a_later_one()
    {
        var user = TypedId.From<UserId>(Guid.CreateVersion7());
        var claim = Grains.EmailClaim(Inviting.Email());
        await claim.TakeForUser(user, wish: 7);
        await claim.ConfirmForUser(user, wish: 7);
        await claim.GiveUpForUser(user, wish: 7);
        await claim.TakeForUser(user, wish: 9);

        await claim.TakeForUser(user, wish: 7);
        await claim.ConfirmForUser(user, wish: 7);
        await claim.GiveUpForUser(user, wish: 7);

        Assert.Equal(new ClaimView(user.Value, Confirmed: false), await claim.Get());
        await claim.ConfirmForUser(user, wish: 9);
        Assert.Equal(new ClaimView(user.Value, Confirmed: true), await claim.Get());
    }

    private static NewUser New(string email) => new() { Email = email, PasswordHash = "plain", CreatedAt = DateTimeOffset.UtcNow };
}

using System.Text;

namespace Tenantry.Grains.Tests;

public sealed class ProofTests
{
    [Theory]
    [InlineData(ProofPurpose.VerifyEmail, 72)]
    [InlineData(ProofPurpose.ResetPassword, 1)]
    public async Task A_token_is_good_until_it_expires(ProofPurpose purpose, int hours)
    {
        await using var twins = await TwinClusters.Start();
        var user = (await twins[0].Tenant()).User.Id;
        await Settled(twins, user);
        Assert.True(AccountToken.TryParse(await twins[0].Token(user, purpose), out var token));

        twins.Clock.Advance(TimeSpan.FromHours(hours) - TimeSpan.FromMinutes(1));
        Assert.True((await twins[0].User(user).CheckProof(purpose, token.Hash)).Succeeded);
        twins.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(ErrorCode.TokenInvalid, (await twins[0].User(user).CheckProof(purpose, token.Hash)).Error!.Code);
        Assert.Equal(ErrorCode.TokenInvalid, (await twins[0].User(user).ResetPassword(token.Hash, new("hash"))).Error!.Code);
        Assert.Equal(ErrorCode.TokenInvalid, (await twins[0].User(user).ProveEmail(token.Hash)).Error!.Code);
    }

    [Fact]
    public async Task A_token_is_never_stored()
    {
        await using var twins = await TwinClusters.Start();
        var user = (await twins[0].Tenant()).User.Id;
        await Settled(twins, user);
        var tokens = new List<string> { await twins[0].Token(user, ProofPurpose.VerifyEmail), await twins[0].Token(user, ProofPurpose.ResetPassword) };
        await twins[0].User(user).AskEmailChange("other@example.com");
        tokens.Add(await twins[0].Token(user, ProofPurpose.ChangeEmail, order: 1));

        var secrets = tokens.Select(token => token[(AccountToken.Prefix.Length + 26)..]).ToArray();
        await foreach (var record in twins.Store.Scan(TestContext.Current.CancellationToken))
        {
            var text = Encoding.UTF8.GetString(record.Body.Span);
            Assert.All(secrets, secret => Assert.DoesNotContain(secret, text, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task What_was_mailed_to_an_address_is_void_once_the_account_has_another()
    {
        await using var twins = await TwinClusters.Start();
        var user = (await twins[0].Tenant()).User.Id;
        await Settled(twins, user);
        Assert.True(AccountToken.TryParse(await twins[0].Token(user, ProofPurpose.ResetPassword), out var reset));
        var token = Assert.Single(await twins.Mailer.TokensFor(twins[0], Inviting.Email(), user));
        Assert.Null((await twins[0].ConfirmEmail(token)).Error);

        Assert.Equal(ErrorCode.TokenInvalid, (await twins[0].User(user).ResetPassword(reset.Hash, new("hash"))).Error!.Code);
    }

    [Fact]
    public async Task A_mail_that_nobody_wants_any_more_gets_no_token()
    {
        await using var twins = await TwinClusters.Start();
        var user = (await twins[0].Tenant()).User.Id;
        Assert.Null(await twins[0].User(user).IssueProof(ProofPurpose.ChangeEmail, order: 1));
        await twins[0].User(user).AskVerification();
        Assert.Null(await twins[0].User(user).IssueProof(ProofPurpose.VerifyEmail, order: 0));
        Assert.NotNull(await twins[0].User(user).IssueProof(ProofPurpose.VerifyEmail, order: 1));
        await twins[0].User(user).VerifyEmail();

        Assert.Null(await twins[0].User(user).IssueProof(ProofPurpose.VerifyEmail, order: 1));
        Assert.Null(await twins[0].User(TypedId.From<UserId>(Guid.CreateVersion7())).IssueProof(ProofPurpose.ResetPassword, order: 0));
    }

    // The mail that comes with the account makes a token too, and the newest counts.
    private static Task Settled(TwinClusters twins, UserId user)
        => Eventually.True(async () => (await twins[0].User(user).Get()).Value is { } view && twins.Mailer.SentTo(view.Email).Count == 1);
}

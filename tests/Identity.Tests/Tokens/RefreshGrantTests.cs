namespace Tenantry.Identity.Tests;

public sealed class RefreshGrantTests(SiloFixture silo)
{
    [Fact]
    public async Task A_refresh_token_is_exchanged_for_new_tokens()
    {
        var account = await silo.SignUp();
        var first = await silo.Host.LogIn(account);

        var second = await silo.Host.Refresh(first.RefreshToken);
        var third = await silo.Host.Refresh(second.RefreshToken);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (second.Status, third.Status));
        Assert.Equal(3, new[] { first, second, third }.Select(answer => answer.RefreshToken).Distinct().Count());
        Assert.Equal("no-store", third.Headers.CacheControl?.ToString());
        using var who = await silo.Host.Who($"Bearer {third.AccessToken}");
        Assert.Equal(account.Id, await who.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_retry_within_10_s_is_not_theft()
    {
        var first = await silo.Host.LogIn(await silo.SignUp());
        var second = await silo.Host.Refresh(first.RefreshToken);

        var retried = await silo.Host.Refresh(first.RefreshToken);

        Assert.Equal(HttpStatusCode.OK, retried.Status);
        Assert.Equal(HttpStatusCode.OK, (await silo.Host.Refresh(second.RefreshToken)).Status);
    }

    [Fact]
    public async Task Reuse_after_10_s_revokes_the_family()
    {
        var first = await silo.Host.LogIn(await silo.SignUp());
        var second = await silo.Host.Refresh(first.RefreshToken);
        silo.Clock.Advance(TimeSpan.FromSeconds(11));

        var thief = await silo.Host.Refresh(first.RefreshToken);
        var owner = await silo.Host.Refresh(second.RefreshToken);

        Assert.Equal((HttpStatusCode.BadRequest, "invalid_grant"), (thief.Status, thief.Error));
        Assert.Equal((HttpStatusCode.BadRequest, "invalid_grant"), (owner.Status, owner.Error));
    }

    [Fact]
    public async Task Reuse_of_a_token_two_generations_old_revokes_the_family_at_once()
    {
        var first = await silo.Host.LogIn(await silo.SignUp());
        var second = await silo.Host.Refresh(first.RefreshToken);
        var third = await silo.Host.Refresh(second.RefreshToken);

        Assert.Equal("invalid_grant", (await silo.Host.Refresh(first.RefreshToken)).Error);
        Assert.Equal("invalid_grant", (await silo.Host.Refresh(third.RefreshToken)).Error);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_was_got_for_a_token_that_was_stolen_ends_with_the_family(bool isOperator)
    {
        var first = isOperator
            ? await silo.Host.LogIn((await silo.Operator()).Email, Account.Password, "operator")
            : await silo.Host.LogIn(await silo.SignUp());
        var second = await silo.Host.Refresh(first.RefreshToken);
        var third = await silo.Host.Refresh(second.RefreshToken);

        Assert.Equal("invalid_grant", (await silo.Host.Refresh(first.RefreshToken)).Error);

        foreach (var tokens in (TokenAnswer[])[first, second, third])
        {
            using var who = await silo.Host.Who($"Bearer {tokens.AccessToken}");
            Assert.Equal(HttpStatusCode.Unauthorized, who.StatusCode);
        }
    }

    [Fact]
    public async Task Another_log_in_of_the_same_user_is_another_family()
    {
        var account = await silo.SignUp();
        var phone = await silo.Host.LogIn(account);
        var laptop = await silo.Host.LogIn(account);
        await silo.Host.Refresh(phone.RefreshToken);
        silo.Clock.Advance(TimeSpan.FromSeconds(11));

        Assert.Equal("invalid_grant", (await silo.Host.Refresh(phone.RefreshToken)).Error);
        Assert.Equal(HttpStatusCode.OK, (await silo.Host.Refresh(laptop.RefreshToken)).Status);
    }

    [Fact]
    public async Task Every_exchange_begins_30_days_anew()
    {
        var tokens = await silo.Host.LogIn(await silo.SignUp());
        silo.Clock.Advance(TimeSpan.FromDays(29));
        tokens = await silo.Host.Refresh(tokens.RefreshToken);
        silo.Clock.Advance(TimeSpan.FromDays(29));
        tokens = await silo.Host.Refresh(tokens.RefreshToken);
        Assert.Equal(HttpStatusCode.OK, tokens.Status);

        silo.Clock.Advance(TimeSpan.FromDays(31));

        Assert.Equal("invalid_grant", (await silo.Host.Refresh(tokens.RefreshToken)).Error);
    }

    [Fact]
    public async Task An_operator_stays_one_and_keeps_the_scope()
    {
        var account = await silo.Operator();
        var first = await silo.Host.LogIn(account.Email, Account.Password, scope: "operator");

        var second = await silo.Host.Refresh(first.RefreshToken);
        var third = await silo.Host.Post(("grant_type", "refresh_token"), ("refresh_token", second.RefreshToken), ("scope", "operator"));

        // RFC 6749 section 5.1: the scope is named when it is not what the request asked for.
        Assert.Equal("operator", second.Text("scope"));
        Assert.Null(third.Text("scope"));
        using var who = await silo.Host.Who($"Bearer {third.AccessToken}");
        Assert.Equal(account.Id, await who.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_scope_beyond_the_granted_one_is_refused_and_costs_no_generation()
    {
        var tokens = await silo.Host.LogIn(await silo.SignUp());

        var answer = await silo.Host.Post(("grant_type", "refresh_token"), ("refresh_token", tokens.RefreshToken), ("scope", "operator"));

        Assert.Equal((HttpStatusCode.BadRequest, "invalid_scope"), (answer.Status, answer.Error));
        silo.Clock.Advance(TimeSpan.FromSeconds(11));
        Assert.Equal(HttpStatusCode.OK, (await silo.Host.Refresh(tokens.RefreshToken)).Status);
    }

    [Fact]
    public async Task Tokens_do_not_stand_in_for_one_another()
    {
        var tokens = await silo.Host.LogIn(await silo.SignUp());

        Assert.Equal("invalid_grant", (await silo.Host.Refresh(tokens.AccessToken)).Error);
        using var who = await silo.Host.Who($"Bearer {tokens.RefreshToken}");
        Assert.Equal(HttpStatusCode.Unauthorized, who.StatusCode);
    }

    [Fact]
    public async Task A_changed_refresh_token_is_refused()
    {
        var tokens = await silo.Host.LogIn(await silo.SignUp());
        var middle = tokens.RefreshToken.Length / 2;
        var changed = tokens.RefreshToken[..middle] + (tokens.RefreshToken[middle] == 'A' ? 'B' : 'A') + tokens.RefreshToken[(middle + 1)..];

        Assert.Equal("invalid_grant", (await silo.Host.Refresh(changed)).Error);
    }

    [Fact]
    public async Task Fifty_simultaneous_exchanges_of_one_token_all_continue_the_same_session()
    {
        var first = await silo.Host.LogIn(await silo.SignUp());

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => silo.Host.Refresh(first.RefreshToken)));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.Status));
        Assert.Equal(HttpStatusCode.OK, (await silo.Host.Refresh(answers[0].RefreshToken)).Status);
    }
}

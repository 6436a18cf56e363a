using Microsoft.IdentityModel.JsonWebTokens;

namespace Tenantry.Identity.Tests;

public sealed class PasswordGrantTests(SiloFixture silo)
{
    [Fact]
    public async Task A_user_gets_tokens()
    {
        var account = await silo.SignUp();

        var answer = await silo.Host.LogIn(account);

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal("application/json", answer.ContentType);
        Assert.Equal("no-store", answer.Headers.CacheControl?.ToString());
        Assert.Equal("no-cache", answer.Headers.Pragma.ToString());
        Assert.Equal("Bearer", answer.Text("token_type"));
        Assert.Equal(900, answer.Body.GetProperty("expires_in").GetInt32());
        Assert.Equal(
            ["access_token", "expires_in", "refresh_token", "token_type"], answer.Body.EnumerateObject().Select(member => member.Name).Order());
        using var who = await silo.Host.Who($"Bearer {answer.AccessToken}");
        Assert.Equal(account.Id, await who.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task The_access_token_is_an_RFC_9068_token_without_private_claims()
    {
        var account = await silo.SignUp();

        var token = new JsonWebToken((await silo.Host.LogIn(account)).AccessToken);

        Assert.Equal(("ES256", "at+jwt"), (token.Alg, token.Typ));
        Assert.Equal((silo.Host.Origin, account.Id, "tenantry"), (token.Issuer, token.Subject, Assert.Single(token.Audiences)));
        Assert.Equal(TimeSpan.FromMinutes(15), token.ValidTo - token.IssuedAt);
        Assert.Equal(["amr", "aud", "exp", "iat", "iss", "jti", "sid", "sub"], token.Claims.Select(claim => claim.Type).Order());
    }

    [Fact]
    public async Task The_email_may_be_spelled_in_any_way_that_means_the_same()
    {
        var account = await silo.SignUp();

        Assert.Equal(HttpStatusCode.OK, (await silo.Host.LogIn($"  {account.Email.ToUpperInvariant()} ", Account.Password)).Status);
    }

    [Fact]
    public async Task An_operator_gets_tokens_for_the_scope_operator()
    {
        var account = await silo.Operator();

        var answer = await silo.Host.LogIn(account.Email, Account.Password, scope: "operator");

        var token = new JsonWebToken(answer.AccessToken);
        Assert.Equal((account.Id, "tenantry-operators"), (token.Subject, Assert.Single(token.Audiences)));
        Assert.Equal("operator", token.GetClaim("scope").Value);
        using var who = await silo.Host.Who($"Bearer {answer.AccessToken}");
        Assert.Equal(account.Id, await who.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_user_is_no_operator_and_an_operator_no_user()
    {
        var user = await silo.SignUp();
        var @operator = await silo.Operator();

        Assert.Equal("invalid_grant", (await silo.Host.LogIn(user.Email, Account.Password, scope: "operator")).Error);
        Assert.Equal("invalid_grant", (await silo.Host.LogIn(@operator)).Error);
    }

    [Fact]
    public async Task An_unknown_account_and_a_wrong_password_get_the_same_answer()
    {
        var account = await silo.SignUp();

        var wrong = await silo.Host.LogIn(account.Email, "not the password");
        var unknown = await silo.Host.LogIn($"{SiloFixture.Unique()}@example.com", "not the password");
        var noAddress = await silo.Host.LogIn("nobody", "not the password");

        Assert.Equal("invalid_grant", wrong.Error);
        foreach (var other in new[] { unknown, noAddress })
        {
            Assert.Equal(wrong.Status, other.Status);
            Assert.Equal(wrong.Body.GetRawText(), other.Body.GetRawText());
            Assert.Equal(
                wrong.Headers.Where(header => header.Key != "Date").Select(header => (header.Key, string.Join(',', header.Value))),
                other.Headers.Where(header => header.Key != "Date").Select(header => (header.Key, string.Join(',', header.Value))));
        }
    }

    [Fact]
    public async Task An_account_is_slowed_after_failures_whether_it_exists_or_not()
    {
        var account = await silo.SignUp();
        var known = await UntilSlowed(account.Email);
        var unknown = await UntilSlowed($"{SiloFixture.Unique()}@example.com");

        Assert.Equal(known.Attempts, unknown.Attempts);
        Assert.Equal(known.Answer.Body.GetRawText(), unknown.Answer.Body.GetRawText());
        // The right password is not even looked at, and later it works again.
        Assert.Equal(HttpStatusCode.TooManyRequests, (await silo.Host.LogIn(account)).Status);
        silo.Clock.Advance(TimeSpan.FromMinutes(16));
        Assert.Equal(HttpStatusCode.OK, (await silo.Host.LogIn(account)).Status);

        async Task<(int Attempts, TokenAnswer Answer)> UntilSlowed(string email)
        {
            for (var attempts = 1; attempts < 20; attempts++)
            {
                var answer = await silo.Host.LogIn(email, "not the password");
                if (answer.Status != HttpStatusCode.TooManyRequests)
                    continue;

                Assert.Equal("invalid_grant", answer.Error);
                Assert.InRange(answer.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 900);
                return (attempts, answer);
            }

            throw new InvalidOperationException("Nothing slowed the attempts.");
        }
    }

    [Fact]
    public async Task An_address_is_slowed_after_failures_with_many_accounts_but_not_after_successes()
    {
        var account = await silo.SignUp();
        await using var host = await IdentityHost.Start(silo, settings: [("Tenantry:Identity:LoginAttemptsPerMinute", "3")]);

        for (var i = 0; i < 10; i++)
            Assert.Equal(HttpStatusCode.OK, (await host.LogIn(account)).Status);
        for (var i = 0; i < 3; i++)
            Assert.Equal(HttpStatusCode.BadRequest, (await host.LogIn($"{SiloFixture.Unique()}@example.com", "not the password")).Status);

        var answer = await host.LogIn(account);
        Assert.Equal((HttpStatusCode.TooManyRequests, "invalid_grant"), (answer.Status, answer.Error));
        Assert.InRange(answer.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        Assert.Equal("no-store", answer.Headers.CacheControl?.ToString());
        Assert.Equal("\"failed-log-ins\";q=3;w=60", Assert.Single(answer.Headers.GetValues("RateLimit-Policy")));
        Assert.StartsWith("\"failed-log-ins\";r=0;t=", Assert.Single(answer.Headers.GetValues("RateLimit")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_burst_of_log_ins_to_many_accounts_does_not_pass_the_limit_by_much()
    {
        await using var host = await IdentityHost.Start(silo, settings: [("Tenantry:Identity:LoginAttemptsPerMinute", "5")]);

        var answers = await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => host.LogIn($"{SiloFixture.Unique()}@example.com", "not the password")));

        Assert.InRange(answers.Count(answer => answer.Status == HttpStatusCode.BadRequest), 5, 5 + 8);
    }
}

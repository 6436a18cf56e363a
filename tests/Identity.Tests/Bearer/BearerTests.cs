using System.Security.Cryptography;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Tenantry.Identity.Tests;

public sealed class BearerTests(SiloFixture silo) : IAsyncLifetime
{
    private const string InvalidToken = "Bearer realm=\"tenantry\", error=\"invalid_token\", error_description=\"The access token is not valid or has expired\"";

    private string _subject = "";

    public async ValueTask InitializeAsync() => _subject = (await silo.SignUp()).Id;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_request_without_credentials_is_challenged_without_an_error()
    {
        await AssertRefused(null, "Bearer realm=\"tenantry\"");
        await AssertRefused("Basic YTpi", "Bearer realm=\"tenantry\"");
    }

    [Theory]
    [InlineData("Bearer")]
    [InlineData("Bearer ")]
    [InlineData("Bearer x")]
    [InlineData("Bearer a.b.c")]
    [InlineData("bearer ..")]
    [InlineData("Bearer eyJhbGciOiJFUzI1NiJ9.e30.AAAA")]
    public Task Rubbish_is_an_invalid_token(string authorization) => AssertRefused(authorization, InvalidToken);

    [Fact]
    public Task A_very_long_token_is_an_invalid_token() => AssertRefused($"Bearer {new string('a', 10_000)}", InvalidToken);

    [Fact]
    public async Task A_token_like_our_own_is_accepted_so_that_the_refusals_below_mean_something()
    {
        using var who = await silo.Host.Who($"bearer {await Forge()}");

        Assert.Equal(HttpStatusCode.OK, who.StatusCode);
    }

    [Fact]
    public async Task A_token_without_a_signature_is_refused()
    {
        var parts = (await Forge()).Split('.');
        foreach (var alg in new[] { "none", "None", "NONE", "nOnE" })
        {
            var header = Base64UrlEncoder.Encode($"{{\"alg\":\"{alg}\",\"typ\":\"at+jwt\"}}");
            await AssertRefused($"Bearer {header}.{parts[1]}.", InvalidToken);
            await AssertRefused($"Bearer {header}.{parts[1]}.{parts[2]}", InvalidToken);
        }

        await AssertRefused($"Bearer {parts[0]}.{parts[1]}.", InvalidToken);
    }

    [Fact]
    public async Task A_token_of_a_foreign_key_is_refused_also_under_the_name_of_ours()
    {
        using var foreign = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        await AssertRefused($"Bearer {await Forge(key: _ => new SigningCredentials(new ECDsaSecurityKey(foreign) { KeyId = "theirs" }, "ES256"))}", InvalidToken);
        await AssertRefused($"Bearer {await Forge(key: ours => new SigningCredentials(new ECDsaSecurityKey(foreign) { KeyId = ours.Kid }, "ES256"))}", InvalidToken);
    }

    [Fact]
    public async Task Our_public_key_is_no_password_for_HMAC()
    {
        var token = await Forge(key: ours =>
        {
            var publicKey = ours.Verification.ECDsa.ExportSubjectPublicKeyInfo();
            return new SigningCredentials(new SymmetricSecurityKey(publicKey) { KeyId = ours.Kid }, "HS256");
        });

        await AssertRefused($"Bearer {token}", InvalidToken);
    }

    [Fact]
    public async Task The_keys_of_refresh_tokens_sign_no_access_token()
        => await AssertRefused($"Bearer {await Forge(key: ours => ours.RefreshSigning)}", InvalidToken);

    [Fact]
    public async Task Changed_claims_are_refused()
    {
        var parts = (await Forge()).Split('.');
        var claims = Base64UrlEncoder.Decode(parts[1]).Replace(_subject, TypedId.From<UserId>(Guid.CreateVersion7()).Value, StringComparison.Ordinal);

        await AssertRefused($"Bearer {parts[0]}.{Base64UrlEncoder.Encode(claims)}.{parts[2]}", InvalidToken);
    }

    [Fact]
    public async Task Another_type_issuer_or_audience_is_refused()
    {
        await AssertRefused($"Bearer {await Forge(token => token.TokenType = "JWT")}", InvalidToken);
        await AssertRefused($"Bearer {await Forge(token => token.Issuer = "https://elsewhere.example")}", InvalidToken);
        await AssertRefused($"Bearer {await Forge(token => token.Audience = "elsewhere")}", InvalidToken);
        await AssertRefused($"Bearer {await Forge(token => token.Audience = null)}", InvalidToken);
    }

    [Fact]
    public async Task A_subject_of_the_wrong_kind_for_its_audience_is_refused()
    {
        var @operator = TypedId.From<OperatorId>(Guid.CreateVersion7()).Value;
        var organization = TypedId.From<OrganizationId>(Guid.CreateVersion7()).Value;

        await AssertRefused($"Bearer {await Forge(token => token.Claims["sub"] = @operator)}", InvalidToken);
        await AssertRefused($"Bearer {await Forge(token => token.Audience = "tenantry-operators")}", InvalidToken);
        await AssertRefused($"Bearer {await Forge(token => token.Claims["sub"] = organization)}", InvalidToken);
        await AssertRefused($"Bearer {await Forge(token => token.Claims.Remove("sub"))}", InvalidToken);
        await AssertRefused($"Bearer {await Forge(token => token.Claims.Remove("sid"))}", InvalidToken);
        await AssertRefused($"Bearer {await Forge(token => token.Claims["sid"] = _subject)}", InvalidToken);
        await AssertRefused(
            $"Bearer {await Forge(token => { token.Audience = null; token.Claims["aud"] = new[] { "tenantry", "tenantry-operators" }; })}", InvalidToken);
    }

    [Fact]
    public async Task A_token_is_good_until_it_expires_also_when_it_was_seen_before()
    {
        var token = await Forge();
        Assert.Equal(HttpStatusCode.OK, (await silo.Host.Who($"Bearer {token}")).StatusCode);

        silo.Clock.Advance(TimeSpan.FromMinutes(15) + TimeSpan.FromSeconds(20));
        Assert.Equal(HttpStatusCode.OK, (await silo.Host.Who($"Bearer {token}")).StatusCode);

        silo.Clock.Advance(TimeSpan.FromSeconds(20));
        await AssertRefused($"Bearer {token}", InvalidToken);
        await AssertRefused($"Bearer {await Forge(forged => forged.Expires = silo.Clock.GetUtcNow().UtcDateTime.AddMinutes(-1))}", InvalidToken);
    }

    [Fact]
    public async Task A_token_without_expiry_or_before_its_time_is_refused()
    {
        await AssertRefused($"Bearer {await Forge(token => token.Expires = null)}", InvalidToken);
        await AssertRefused($"Bearer {await Forge(token => token.NotBefore = silo.Clock.GetUtcNow().UtcDateTime.AddMinutes(1))}", InvalidToken);
    }

    [Fact]
    public async Task Two_authorization_headers_are_refused()
    {
        var token = await Forge();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/who");
        request.Headers.TryAddWithoutValidation("Authorization", [$"Bearer {token}", $"Bearer {token}"]);

        using var response = await silo.Host.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Fact]
    public async Task No_scheme_looks_at_every_request()
    {
        var schemes = silo.Host.Services.GetRequiredService<IAuthenticationSchemeProvider>();

        Assert.Empty(await schemes.GetRequestHandlerSchemesAsync());
        Assert.Equal("Bearer", (await schemes.GetDefaultAuthenticateSchemeAsync())?.Name);
    }

    [Fact]
    public async Task A_token_of_a_user_who_does_not_exist_is_refused()
        => await AssertRefused($"Bearer {await Forge(token => token.Claims["sub"] = TypedId.From<UserId>(Guid.CreateVersion7()).Value)}", InvalidToken);

    [Fact]
    public async Task A_session_that_was_ended_ends_its_tokens_with_the_next_request()
    {
        var account = await silo.SignUp();
        var (ended, other) = (await silo.Host.LogIn(account), await silo.Host.LogIn(account));
        var session = new JsonWebToken(ended.AccessToken).GetClaim("sid").Value;

        await silo.Grains.User(UserId.Wrap(account.Id)).EndSession(SessionId.Wrap(session), Actor.System);

        await AssertRefused($"Bearer {ended.AccessToken}", InvalidToken);
        Assert.Equal("invalid_grant", (await silo.Host.Refresh(ended.RefreshToken)).Error);
        using var who = await silo.Host.Who($"Bearer {other.AccessToken}");
        Assert.Equal(HttpStatusCode.OK, who.StatusCode);
    }

    [Fact]
    public async Task All_sessions_end_at_once_and_new_ones_can_begin()
    {
        var account = await silo.SignUp();
        var ended = await silo.Host.LogIn(account);

        await silo.Grains.User(UserId.Wrap(account.Id)).EndSessions(except: null, Actor.System);

        await AssertRefused($"Bearer {ended.AccessToken}", InvalidToken);
        Assert.Equal("invalid_grant", (await silo.Host.Refresh(ended.RefreshToken)).Error);
        using var who = await silo.Host.Who($"Bearer {(await silo.Host.LogIn(account)).AccessToken}");
        Assert.Equal(HttpStatusCode.OK, who.StatusCode);
    }

    private async Task AssertRefused(string? authorization, string challenge)
    {
        using var response = await silo.Host.Who(authorization);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal(challenge, Assert.Single(response.Headers.GetValues("WWW-Authenticate")));
        Assert.Empty(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>A token made with our own key and otherwise in any way the test likes.</summary>
    private async Task<string> Forge(Action<SecurityTokenDescriptor>? change = null, Func<SigningKey, SigningCredentials>? key = null)
    {
        var now = silo.Clock.GetUtcNow();
        var signer = (await silo.Host.Keys.Current()).Signer(now);
        var token = new SecurityTokenDescriptor
        {
            TokenType = "at+jwt",
            Issuer = silo.Host.Origin,
            Audience = "tenantry",
            IssuedAt = now.UtcDateTime,
            Expires = now.UtcDateTime.AddMinutes(15),
            Claims = new Dictionary<string, object> { ["sub"] = _subject, ["sid"] = TypedId.From<SessionId>(Guid.CreateVersion7(now)).Value },
            SigningCredentials = key?.Invoke(signer) ?? signer.Signing,
        };
        change?.Invoke(token);
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(token);
    }
}

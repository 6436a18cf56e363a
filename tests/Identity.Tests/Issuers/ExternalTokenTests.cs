using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace Tenantry.Identity.Tests;

/// <summary>Tokens of issuers outside: which are good, and for whom.</summary>
public sealed class ExternalTokenTests(SiloFixture silo) : IAsyncLifetime
{
    private readonly string _subject = SiloFixture.Unique();
    private TestIssuer _issuer = null!;
    private TestIssuer _other = null!;
    private IdentityHost _host = null!;
    private Account _account = null!;

    public async ValueTask InitializeAsync()
    {
        (_issuer, _other) = (await TestIssuer.Start(silo.Clock), await TestIssuer.Start(silo.Clock));
        _host = await IdentityHost.Start(silo, settings: [.. _issuer.Settings("one"), .. _other.Settings("two", ("SubjectClaim", "oid"))]);
        _account = await silo.SignUp();
        await silo.Grains.IdentityLink(_issuer.Address, _subject).Link(UserId.Wrap(_account.Id));
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _issuer.DisposeAsync();
        await _other.DisposeAsync();
    }

    [Theory]
    [InlineData("RS256")]
    [InlineData("PS256")]
    [InlineData("ES256")]
    public async Task A_good_token_stands_for_the_linked_user(string algorithm)
    {
        var token = _issuer.Token(_subject, token => token.SigningCredentials = _issuer.Signing(algorithm));

        Assert.Equal(_account.Id, await Who(token));
        Assert.Equal(_account.Id, await Who(token));
        Assert.Equal(1, _issuer.Reads);
        // Our own tokens are as good as before.
        Assert.Equal(_account.Id, await Who((await _host.LogIn(_account)).AccessToken));
    }

    [Fact]
    public async Task Every_defect_is_refused()
    {
        using var foreign = RSA.Create(2048);
        using var small = RSA.Create(1024);
        var now = silo.Clock.GetUtcNow().UtcDateTime;
        _issuer.Keys.Add(TestIssuer.PublicKey(small, "small"));
        _issuer.Keys.Add(TestIssuer.PublicKey(foreign, "twice"));
        _issuer.Keys.Add(TestIssuer.PublicKey(_issuer.Rsa, "twice"));
        _issuer.Keys.Add(TestIssuer.PublicKey(foreign, "only-ps", alg: "PS256"));

        var defects = new Dictionary<string, Action<SecurityTokenDescriptor>>
        {
            ["expired"] = token => (token.IssuedAt, token.NotBefore, token.Expires) = (now.AddHours(-2), now.AddHours(-2), now.AddHours(-1)),
            ["not yet"] = token => token.NotBefore = now.AddMinutes(2),
            ["from the future"] = token => token.IssuedAt = now.AddMinutes(2),
            ["without expiry"] = token => token.Expires = null,
            ["without issue time"] = token => token.IssuedAt = null,
            ["another audience"] = token => token.Audience = "elsewhere",
            ["no audience"] = token => token.Audience = null,
            ["an unknown issuer"] = token => token.Issuer = "https://elsewhere.example",
            ["our own issuer"] = token => token.Issuer = _host.Origin,
            ["the other issuer"] = token => token.Issuer = _other.Address,
            ["no subject"] = token => token.Claims.Remove("sub"),
            ["an id token by nonce"] = token => token.Claims["nonce"] = "n",
            ["an id token by hash"] = token => token.Claims["at_hash"] = "h",
            ["an id token by use"] = token => token.Claims["token_use"] = "id",
            ["an id token by want of any mark of an access token"] = token => token.Claims.Remove("scope"),
            ["another type"] = token => token.TokenType = "logout+jwt",
            ["a foreign key"] = token => token.SigningCredentials = Key(foreign, "theirs"),
            ["a foreign key under a known name"] = token => token.SigningCredentials = Key(foreign, "rsa"),
            ["a key of another type"] = token => token.SigningCredentials = Key(foreign, "ec"),
            ["a name that two keys have"] = token => token.SigningCredentials = Key(_issuer.Rsa, "twice"),
            ["a small key"] = token => token.SigningCredentials = Key(small, "small"),
            ["an algorithm that is not the key's"] = token => token.SigningCredentials = Key(foreign, "only-ps"),
            ["a stronger algorithm that is not on the list"] = token => token.SigningCredentials = new(new RsaSecurityKey(_issuer.Rsa) { KeyId = "rsa" }, "RS512"),
            ["the public key as a password"] = token => token.SigningCredentials = new(
                new SymmetricSecurityKey(_issuer.Rsa.ExportSubjectPublicKeyInfo()) { KeyId = "rsa" }, "HS256"),
            ["no name of a key"] = token => token.SigningCredentials = new(new RsaSecurityKey(_issuer.Rsa), "RS256"),
        };

        foreach (var (defect, change) in defects)
            Assert.True(await Who(_issuer.Token(_subject, change)) is null, defect);
        foreach (var alg in (string[])["none", "None", "NONE"])
        {
            var header = Base64UrlEncoder.Encode($$"""{"alg":"{{alg}}","kid":"rsa"}""");
            Assert.Null(await Who($"{header}.{_issuer.Token(_subject).Split('.')[1]}."));
        }

        Assert.Equal(_account.Id, await Who(_issuer.Token(_subject)));
    }

    [Theory]
    [InlineData("scope", "api")]
    [InlineData("scp", "api")]
    [InlineData("client_id", "web")]
    [InlineData("token_use", "access")]
    [InlineData(null, "at+jwt")]
    [InlineData(null, "application/at+jwt")]
    public async Task An_access_token_says_that_it_is_one(string? claim, string value)
    {
        var token = _issuer.Token(_subject, token =>
        {
            token.Claims.Remove("scope");
            if (claim is null)
                token.TokenType = value;
            else
                token.Claims[claim] = value;
        });

        Assert.Equal(_account.Id, await Who(token));
    }

    [Fact]
    public async Task Who_uses_such_tokens_keeps_the_address_that_they_never_verified()
    {
        Assert.Equal(_account.Id, await Who(_issuer.Token(_subject)));

        var user = silo.Grains.User(UserId.Wrap(_account.Id));
        Assert.True(EmailAddress.TryNormalize(_account.Email, out _, out var key));
        Assert.False(await user.Yield(GrainKeys.EmailClaimKey(key)));
        Assert.True((await user.Get()).Succeeded);
    }

    [Fact]
    public async Task A_subject_belongs_to_its_issuer_and_never_is_one_of_our_ids()
    {
        Assert.Null(await Who(_other.Token(_subject, token => token.Claims["oid"] = _subject)));
        Assert.Null(await Who(_issuer.Token(_account.Id)));

        await silo.Grains.IdentityLink(_other.Address, "o-1" + _subject).Link(UserId.Wrap(_account.Id));
        Assert.Equal(_account.Id, await Who(_other.Token("ignored", token => token.Claims["oid"] = "o-1" + _subject)));
    }

    [Fact]
    public async Task A_stranger_is_told_how_to_get_an_account()
    {
        using var answer = await _host.Who($"Bearer {_issuer.Token("nobody" + _subject)}");

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Contains("POST /v1/session makes it", answer.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ending_all_sessions_ends_tokens_that_were_issued_before()
    {
        var before = _issuer.Token(_subject);
        Assert.Equal(_account.Id, await Who(before));

        await silo.Grains.User(UserId.Wrap(_account.Id)).EndSessions(except: null, Actor.System);
        Assert.Null(await Who(before));

        silo.Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(_account.Id, await Who(_issuer.Token(_subject)));
    }

    [Fact]
    public async Task Whoever_was_linked_before_the_address_was_proven_by_mail_is_cut_off()
    {
        var user = silo.Grains.User(UserId.Wrap(_account.Id));
        Assert.Equal(_account.Id, await Who(_issuer.Token(_subject)));

        Assert.True(AccountToken.TryParse((await user.IssueProof(ProofPurpose.ResetPassword, 0))!.Token, out var proof));
        Assert.Null((await user.ResetPassword(proof.Hash, new PasswordHash("hash"))).Error);

        silo.Clock.Advance(TimeSpan.FromSeconds(2));
        using (var answer = await _host.Who($"Bearer {_issuer.Token(_subject)}"))
        {
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
            Assert.Contains("POST /v1/session makes it", answer.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
        }

        var link = silo.Grains.IdentityLink(_issuer.Address, _subject);
        await link.Unlink(UserId.Wrap(_account.Id));
        await link.Link(UserId.Wrap(_account.Id));
        Assert.Equal(_account.Id, await Who(_issuer.Token(_subject)));
    }

    [Fact]
    public async Task A_new_key_is_found_and_one_that_went_is_good_no_more()
    {
        using var next = RSA.Create(2048);
        Assert.Equal(_account.Id, await Who(_issuer.Token(_subject)));
        _issuer.Keys.Clear();
        _issuer.Keys.Add(TestIssuer.PublicKey(next, "next"));
        var token = _issuer.Token(_subject, token => token.SigningCredentials = Key(next, "next"));

        // Not more often than twice a minute, whatever tokens name.
        Assert.Null(await Who(token));
        Assert.Equal(1, _issuer.Reads);
        silo.Clock.Advance(TimeSpan.FromSeconds(31));
        Assert.Equal(_account.Id, await Who(token));
        Assert.Null(await Who(_issuer.Token(_subject)));
        Assert.Equal(2, _issuer.Reads);
    }

    [Fact]
    public async Task A_silent_issuer_hurts_nobody_else()
    {
        _issuer.IsSilent = true;
        await silo.Grains.IdentityLink(_other.Address, _subject).Link(UserId.Wrap(_account.Id));

        await Assert.ThrowsAsync<HttpRequestException>(async () => await Failed(_issuer.Token(_subject)));
        Assert.Equal(_account.Id, await Who(_other.Token("", token => token.Claims["oid"] = _subject)));

        _issuer.IsSilent = false;
        silo.Clock.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal(_account.Id, await Who(_issuer.Token(_subject)));

        // Its keys stay known when it falls silent again.
        _issuer.IsSilent = true;
        silo.Clock.Advance(TimeSpan.FromHours(13));
        Assert.Equal(_account.Id, await Who(_issuer.Token(_subject)));

        async Task Failed(string token)
        {
            using var answer = await _host.Who($"Bearer {token}");
            Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
            answer.EnsureSuccessStatusCode();
        }
    }

    [Fact]
    public async Task A_discovery_document_of_somebody_else_is_not_believed()
    {
        _issuer.Name = "https://elsewhere.example";

        using var answer = await _host.Who($"Bearer {_issuer.Token(_subject)}");

        Assert.False(answer.IsSuccessStatusCode);
        Assert.Equal(0, _issuer.Reads);
    }

    private static SigningCredentials Key(RSA key, string kid) => new(new RsaSecurityKey(key) { KeyId = kid }, "RS256");

    /// <summary>Whose token it is; null when it is nobody's.</summary>
    private async Task<string?> Who(string token)
    {
        using var answer = await _host.Who($"Bearer {token}");
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        if (answer.IsSuccessStatusCode)
            return text.Trim('"');
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        return null;
    }
}

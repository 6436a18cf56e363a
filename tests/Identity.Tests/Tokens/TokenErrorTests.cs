using System.Text;

namespace Tenantry.Identity.Tests;

public sealed class TokenErrorTests(SiloFixture silo)
{
    public static TheoryData<string, string, HttpStatusCode> Refused => new()
    {
        // RFC 6749 section 5.2 and the sections that it serves.
        { "", "invalid_request", HttpStatusCode.BadRequest },
        { "grant_type=", "invalid_request", HttpStatusCode.BadRequest },
        { "username=a%40example.com&password=x", "invalid_request", HttpStatusCode.BadRequest },
        { "grant_type=password", "invalid_request", HttpStatusCode.BadRequest },
        { "grant_type=password&username=a%40example.com", "invalid_request", HttpStatusCode.BadRequest },
        { "grant_type=password&username=a%40example.com&password=", "invalid_request", HttpStatusCode.BadRequest },
        { "grant_type=password&password=x", "invalid_request", HttpStatusCode.BadRequest },
        { "grant_type=refresh_token", "invalid_request", HttpStatusCode.BadRequest },
        { "grant_type=password&grant_type=password&username=a%40example.com&password=x", "invalid_request", HttpStatusCode.BadRequest },
        { "grant_type=password&username=a%40example.com&username=b%40example.com&password=x", "invalid_request", HttpStatusCode.BadRequest },
        { "grant_type=password&username=a%40example.com&password=x&other=1&other=2", "invalid_request", HttpStatusCode.BadRequest },
        { "grant_type=client_credentials", "invalid_request", HttpStatusCode.BadRequest },
        { "grant_type=authorization_code&code=x", "unsupported_grant_type", HttpStatusCode.BadRequest },
        { "grant_type=urn%3Amade%3Aup", "unsupported_grant_type", HttpStatusCode.BadRequest },
        { "grant_type=Password&username=a%40example.com&password=x", "unsupported_grant_type", HttpStatusCode.BadRequest },
        { "grant_type=password&username=a%40example.com&password=x", "invalid_grant", HttpStatusCode.BadRequest },
        { "grant_type=password&username=no+address&password=x", "invalid_grant", HttpStatusCode.BadRequest },
        { "grant_type=password&username=%FF%FE&password=%ED%A0%80", "invalid_grant", HttpStatusCode.BadRequest },
        { "grant_type=password&username=%00&password=x", "invalid_request", HttpStatusCode.BadRequest },
        { "grant_type=password&username=a%40example.com&password=%F0%9F%92%A9", "invalid_grant", HttpStatusCode.BadRequest },
        { "grant_type=password&username=a%40example.com&password=x&scope=everything", "invalid_scope", HttpStatusCode.BadRequest },
        { "grant_type=password&username=a%40example.com&password=x&scope=openid", "invalid_scope", HttpStatusCode.BadRequest },
        { "grant_type=password&username=a%40example.com&password=x&scope=offline_access", "invalid_scope", HttpStatusCode.BadRequest },
        { "grant_type=refresh_token&refresh_token=x", "invalid_grant", HttpStatusCode.BadRequest },
        { "grant_type=refresh_token&refresh_token=a.b.c", "invalid_grant", HttpStatusCode.BadRequest },
        { "grant_type=refresh_token&refresh_token=a.b.c.d.e", "invalid_grant", HttpStatusCode.BadRequest },
        { "grant_type=password&username=a%40example.com&password=x&client_id=c&client_secret=s", "invalid_client", HttpStatusCode.Unauthorized },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task A_bad_request_gets_the_error_of_the_RFC(string form, string error, HttpStatusCode status)
    {
        var answer = await silo.Host.Send(new StringContent(form, Encoding.ASCII, "application/x-www-form-urlencoded"));

        AssertError(answer, error, status);
    }

    [Theory]
    [InlineData("application/json", "{\"grant_type\":\"password\",\"username\":\"a@example.com\",\"password\":\"x\"}")]
    [InlineData("text/plain", "grant_type=password&username=a%40example.com&password=x")]
    [InlineData("application/x-www-form-urlencodedish", "grant_type=password&username=a%40example.com&password=x")]
    [InlineData("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"grant_type\"\r\n\r\npassword\r\n--x--\r\n")]
    [InlineData("rubbish", "grant_type=password")]
    [InlineData(null, "grant_type=password&username=a%40example.com&password=x")]
    public async Task Anything_but_a_form_is_an_invalid_request(string? contentType, string body)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        if (contentType is not null)
            content.Headers.TryAddWithoutValidation("Content-Type", contentType);

        AssertError(await silo.Host.Send(content), "invalid_request", HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_content_type_may_name_its_charset()
    {
        var answer = await silo.Host.Send(new StringContent("grant_type=none", Encoding.UTF8, "application/x-www-form-urlencoded"));

        AssertError(answer, "unsupported_grant_type", HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    public async Task Only_POST_gets_tokens(string method)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), "/oauth/token?grant_type=password&username=a%40example.com&password=x");

        AssertError(await silo.Host.Send(request), "invalid_request", HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Parameters_in_the_address_are_not_read()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/oauth/token?grant_type=password&username=a%40example.com&password=x")
        {
            Content = new FormUrlEncodedContent([]),
        };

        AssertError(await silo.Host.Send(request), "invalid_request", HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_client_that_authenticates_by_header_is_challenged()
    {
        using var content = new StringContent("grant_type=password&username=a%40example.com&password=x", Encoding.ASCII, "application/x-www-form-urlencoded");

        var answer = await silo.Host.Send(content, headers => headers.TryAddWithoutValidation("Authorization", "Basic YTpi"));

        AssertError(answer, "invalid_client", HttpStatusCode.Unauthorized);
        Assert.StartsWith("Basic realm=\"tenantry\"", Assert.Single(answer.Headers.WwwAuthenticate).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_of_10_MB_is_refused()
    {
        using var content = new ByteArrayContent(new byte[10_000_000]);
        content.Headers.TryAddWithoutValidation("Content-Type", "application/x-www-form-urlencoded");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/oauth/token") { Content = content };
        request.Headers.ExpectContinue = true;

        AssertError(await silo.Host.Send(request), "invalid_request", HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task Thousands_of_parameters_are_refused()
    {
        var form = string.Join('&', Enumerable.Range(0, 2000).Select(i => $"p{i}=1"));

        var answer = await silo.Host.Send(new StringContent(form, Encoding.ASCII, "application/x-www-form-urlencoded"));

        AssertError(answer, "invalid_request", HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task The_password_grant_can_be_switched_off()
    {
        var account = await silo.SignUp();
        await using var on = await IdentityHost.Start(silo);
        await using var off = await IdentityHost.Start(
            silo, settings: [("Tenantry:Identity:PasswordGrant", "false"), ("Tenantry:Issuer", on.Origin)]);

        AssertError(await off.LogIn(account), "unsupported_grant_type", HttpStatusCode.BadRequest);
        var tokens = await on.LogIn(account);
        Assert.Equal(HttpStatusCode.OK, (await off.Refresh(tokens.RefreshToken)).Status);
        Assert.Equal(["refresh_token", "client_credentials"], (await off.Json("/.well-known/oauth-authorization-server")).GetProperty("grant_types_supported").EnumerateArray().Select(type => type.GetString()));
    }

    private static void AssertError(TokenAnswer answer, string error, HttpStatusCode status)
    {
        Assert.Equal((error, status), (answer.Error, answer.Status));
        Assert.Equal("application/json", answer.ContentType);
        Assert.Equal("no-store", answer.Headers.CacheControl?.ToString());
        Assert.Equal("no-cache", answer.Headers.Pragma.ToString());
        Assert.Equal(["error", "error_description"], answer.Body.EnumerateObject().Select(member => member.Name));
        // Section 5.2: the characters that a description may have.
        Assert.Matches("^[\\x20-\\x21\\x23-\\x5B\\x5D-\\x7E]+$", answer.Text("error_description"));
    }
}

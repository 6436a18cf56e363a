using System.Net.Http.Headers;
using System.Text;

namespace Tenantry.Api.Tests;

/// <summary>Every endpoint with a body, given everything that is not one.</summary>
public sealed class BadInputTests(ApiHost host)
{
    // Bytes beyond ASCII are sent as they are: \u00ff here is the byte ff, which no UTF-8 text holds.
    public static TheoryData<string, string, string, string?, string?> Faults => new()
    {
        { "empty", "", "malformed_json", null, "The body is empty." },
        { "blank", "  ", "malformed_json", null, null },
        { "null", "null", "malformed_json", null, "The body must be a JSON object." },
        { "list", "[]", "malformed_json", null, "The body must be a JSON object." },
        { "text", "\"name\"", "malformed_json", null, "The body must be a JSON object." },
        { "number", "1", "malformed_json", null, "The body must be a JSON object." },
        { "cut off", "CUT", "malformed_json", null, null },
        { "trailing garbage", "VALID x", "malformed_json", null, null },
        { "two bodies", "VALIDVALID", "malformed_json", null, null },
        { "comment", "VALID // so", "malformed_json", null, null },
        { "trailing comma", "COMMA", "malformed_json", null, null },
        { "single quotes", "{'name':'x'}", "malformed_json", null, null },
        { "invalid UTF-8", "TEXT\"\u00ff\u00fe\"", "malformed_json", null, "The body is not valid UTF-8." },
        { "overlong UTF-8", "TEXT\"\u00c0\u00af\"", "malformed_json", null, "The body is not valid UTF-8." },
        { "byte order mark", "\u00ef\u00bb\u00bfVALID", "malformed_json", null, null },
        { "raw control character", "TEXT\"a\u0001b\"", "malformed_json", null, null },
        { "raw line break", "TEXT\"a\nb\"", "malformed_json", null, null },
        { "lone surrogate", "TEXT\"\\ud800\"", "malformed_json", null, null },
        { "deep nesting", "DEEP", "malformed_json", null, null },
        { "unknown member", "PLUS\"bogus\":1", "validation_failed", """{"bogus":["is not known"]}""", null },
        { "unknown member in other case", "PLUS\"NAME\":\"x\"", "validation_failed", """{"NAME":["is not known"]}""", null },
        { "repeated unknown member", "PLUS\"a\":1,\"a\":2", "validation_failed", """{"a":["is not known","is given more than once"]}""", null },
        { "null text", "TEXTnull", "validation_failed", """{"MEMBER":["must not be null"]}""", null },
        { "number for text", "TEXT1", "validation_failed", """{"MEMBER":["must be a string"]}""", null },
        { "boolean for text", "TEXTtrue", "validation_failed", """{"MEMBER":["must be a string"]}""", null },
        { "list for text", "TEXT[\"a\"]", "validation_failed", """{"MEMBER":["must be a string"]}""", null },
        { "object for text", "TEXT{\"a\":1}", "validation_failed", """{"MEMBER":["must be a string"]}""", null },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_body_that_is_none_is_refused_by_every_endpoint(string fault, string body, string code, string? errors, string? detail)
    {
        Assert.NotEmpty(fault);
        var tenant = await Tenant.SignUp(host);
        foreach (var writing in Writing.All)
        {
            var reply = await Send(writing, tenant, Spell(body, writing));
            reply.IsProblem(400, code, writing.PathIn(tenant), errors?.Replace("MEMBER", writing.Member, StringComparison.Ordinal), detail);
        }
    }

    [Fact]
    public async Task What_is_missing_is_named()
    {
        var tenant = await Tenant.SignUp(host);
        foreach (var writing in Writing.All.Where(writing => writing.Required.Length > 0))
        {
            var errors = string.Join(',', writing.Required.Select(member => $"\"{member}\":[\"is required\"]"));
            (await Send(writing, tenant, "{}")).IsProblem(400, "validation_failed", writing.PathIn(tenant), $"{{{errors}}}");
        }
    }

    [Fact]
    public async Task What_is_repeated_is_named()
    {
        var tenant = await Tenant.SignUp(host);
        foreach (var writing in Writing.All)
        {
            var member = writing.Member.Split('.')[0];
            var body = writing.Valid[..^1] + $",\"{member}\":" + (member == "user" ? "{\"email\":\"a@b.c\",\"password\":\"x\"}}" : "\"twice\"}");
            (await Send(writing, tenant, body)).IsProblem(
                400, "validation_failed", writing.PathIn(tenant), $$"""{"{{member}}":["is given more than once"]}""");
        }
    }

    [Fact]
    public async Task All_faults_are_named_at_once()
    {
        var reply = await host.Http.Ask("POST", "/v1/signups", """{"organization":{"nme":"x","slug":7},"user":{"email":null,"email":"x"},"plan":"trial"}""");
        reply.IsProblem(400, "validation_failed", "/v1/signups", """
            {
              "organization.name": ["is required"],
              "organization.nme": ["is not known"],
              "organization.slug": ["must be a string"],
              "plan": ["is not known"],
              "user.email": ["must not be null", "is given more than once"],
              "user.password": ["is required"]
            }
            """);
    }

    [Fact]
    public async Task Thousands_of_faults_are_answered_briefly()
    {
        var body = "{" + string.Join(',', Enumerable.Range(0, 5000).Select(i => $"\"{i}\":1")) + "}";
        var reply = await host.Http.Ask("POST", "/v1/signups", body);
        Assert.Equal((400, "validation_failed"), (reply.Status, reply.Code));
        Assert.True(reply.Text.Length < 4000);

        var long1 = await host.Http.Ask("POST", "/v1/signups", $"{{\"{new string('x', 60_000)}\":1}}");
        Assert.Equal((400, "validation_failed"), (long1.Status, long1.Code));
        Assert.True(long1.Text.Length < 4000);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData("application/jsonp")]
    public async Task Another_type_of_body_is_refused(string? contentType)
    {
        var tenant = await Tenant.SignUp(host);
        foreach (var writing in Writing.All)
            (await Send(writing, tenant, writing.Valid, contentType)).IsProblem(415, "unsupported_media_type", writing.PathIn(tenant));
    }

    [Fact]
    public async Task The_type_of_a_body_is_read_as_the_standard_says()
    {
        var tenant = await Tenant.SignUp(host);
        var writing = Writing.All.Single(writing => writing.Name == "PATCH /v1/me");
        foreach (var contentType in (string[])["application/json", "Application/JSON", "application/json;charset=UTF-8", "application/json; charset=\"utf-8\""])
            Assert.Equal(200, (await Send(writing, tenant, writing.Valid, contentType)).Status);
    }

    [Fact]
    public async Task A_body_of_10_MB_is_refused_whether_or_not_its_length_is_told()
    {
        const int size = 10 * 1024 * 1024;
        var tenant = await Tenant.SignUp(host);
        foreach (var writing in Writing.All)
        {
            var head = $"{writing.Method} {writing.PathIn(tenant)} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + (writing.TokenIn(tenant) is { } token ? $"Authorization: Bearer {token}\r\n" : "");
            var told = await RawHttp.Send(host.Http.BaseAddress!, $"{head}Content-Length: {size}\r\n\r\n", "{");
            told.IsProblem(413, "payload_too_large", writing.PathIn(tenant));

            var chunk = $"8000\r\n{new string(' ', 0x8000)}\r\n";
            var untold = await RawHttp.Send(
                host.Http.BaseAddress!, [$"{head}Transfer-Encoding: chunked\r\n\r\n", .. Enumerable.Repeat(chunk, size / 0x8000), "0\r\n\r\n"]);
            untold.IsProblem(413, "payload_too_large", writing.PathIn(tenant));
        }
    }

    [Fact]
    public async Task A_body_of_64_KB_is_read_and_one_byte_more_is_not()
    {
        var tenant = await Tenant.SignUp(host);
        var writing = Writing.All.Single(writing => writing.Name == "PATCH /v1/me");
        Assert.Equal(200, (await Send(writing, tenant, writing.Valid.PadRight(64 * 1024))).Status);
        Assert.Equal(413, (await Send(writing, tenant, writing.Valid.PadRight(64 * 1024 + 1))).Status);
    }

    [Theory]
    [InlineData("\"\"", "must not be empty")]
    [InlineData("\" \\t \"", null)]
    [InlineData("\"a\\u0000b\"", "must be text without control characters")]
    [InlineData("\"a\\u001bb\"", "must be text without control characters")]
    [InlineData("LONG", null)]
    public async Task Texts_are_checked_by_every_endpoint(string json, string? rule)
    {
        var tenant = await Tenant.SignUp(host);
        foreach (var writing in Writing.All)
        {
            var reply = await Send(writing, tenant, writing.With(json == "LONG" ? $"\"{new string('x', 600)}\"" : json));
            var expected = writing.Member == "user.email" ? "must be an email address of at most 254 characters"
                : rule ?? (string?)reply.Json["errors"]?[writing.Member]?[0];
            reply.IsProblem(400, "validation_failed", writing.PathIn(tenant), $$"""{"{{writing.Member}}":["{{expected}}"]}""");
        }
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("org_")]
    [InlineData("usr_01k9q0z3v8e2r9x4m7c5t1b6na", "org")]
    [InlineData("org_01K9Q0Z3V8E2R9X4M7C5T1B6NA")]
    [InlineData("org_81k9q0z3v8e2r9x4m7c5t1b6na")]
    [InlineData("org_01k9q0z3v8e2r9x4m7c5t1b6nal")]
    [InlineData("org_01k9q0z3v8e2r9x4m7c5t1b6n%01")]
    [InlineData("..%2f..%2fadmin")]
    [InlineData("%f0%9f%92%a9")]
    public async Task A_malformed_id_is_named(string id, string? onlyFor = null)
    {
        var tenant = await Tenant.SignUp(host);
        foreach (var route in Routes.Of(host))
        {
            foreach (var (name, prefix) in ((string, string)[])[("org", "org_"), ("user", "usr_"), ("project", "prj_"), ("team", "tea_"), ("environment", "env_")])
            {
                if (!route.Template.Contains($"{{{name}}}", StringComparison.Ordinal) || (onlyFor ?? name) != name)
                    continue;

                var path = route.Template.Replace($"{{{name}}}", id, StringComparison.Ordinal);
                path = (route with { Template = path }).PathIn(tenant);
                var token = route.Template.StartsWith("/v1/admin/", StringComparison.Ordinal) ? host.Operator : tenant.Admin;
                var reply = await host.Http.Ask(route.Method, path, route.BodyIn(tenant), token);
                reply.IsProblem(400, "invalid_parameter", reply.At("instance")!, $$"""{"{{name}}":["is not an id of the form {{prefix}}…"]}""");
            }
        }
    }

    [Fact]
    public async Task A_malformed_idempotency_key_is_named()
    {
        var tenant = await Tenant.SignUp(host);
        foreach (var writing in Writing.All.Where(writing => writing.Method == "POST"))
        {
            foreach (var key in (string[])["\"\"", "\"open", "a b", new string('k', 256)])
            {
                var reply = await host.Http.Ask(
                    "POST", writing.PathIn(tenant), writing.Valid, writing.TokenIn(tenant), ("Idempotency-Key", key));
                reply.IsProblem(
                    400, "invalid_parameter", writing.PathIn(tenant), """{"Idempotency-Key":["must be one text of 1 to 255 visible ASCII characters"]}""");
            }
        }
    }

    private static string Spell(string body, Writing writing) => body switch
    {
        "CUT" => writing.Valid[..^1],
        "COMMA" => writing.Valid[..^1] + ",}",
        "DEEP" => writing.With(new string('[', 5000) + new string(']', 5000)),
        _ when body.StartsWith("TEXT", StringComparison.Ordinal) => writing.With(body[4..]),
        _ when body.StartsWith("PLUS", StringComparison.Ordinal) => $"{writing.Valid[..^1]},{body[4..]}}}",
        _ => body.Replace("VALID", writing.Valid, StringComparison.Ordinal),
    };

    private async Task<Reply> Send(Writing writing, Tenant tenant, string body, string? contentType = "application/json")
    {
        using var request = new HttpRequestMessage(new HttpMethod(writing.Method), writing.PathIn(tenant))
        {
            Content = new ByteArrayContent(Encoding.Latin1.GetBytes(body)),
        };
        if (contentType is not null)
            Assert.True(request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType));
        if (writing.TokenIn(tenant) is { } token)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await host.Http.Receive(request);
    }
}

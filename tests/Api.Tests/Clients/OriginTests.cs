namespace Tenantry.Api.Tests;

public sealed class OriginTests(ApiHost host)
{
    [Fact]
    public async Task A_registered_origin_is_answered_and_no_other()
    {
        var (origin, _) = await Register();
        var tenant = await Tenant.SignUp(host);

        var reply = await tenant.Ask("GET", "/projects", headers: ("Origin", origin));
        Assert.Equal((200, origin), (reply.Status, reply.Header("Access-Control-Allow-Origin")));
        Assert.Null(reply.Header("Access-Control-Allow-Credentials"));
        Assert.Contains("Origin", reply.Header("Vary"), StringComparison.Ordinal);
        var exposed = reply.Header("Access-Control-Expose-Headers")!;
        Assert.All((string[])["ETag", "Location", "RateLimit", "RateLimit-Policy", "Retry-After", "Idempotency-Replayed"], header => Assert.Contains(header, exposed, StringComparison.Ordinal));

        foreach (var stranger in (string[])["https://evil.example", origin + ".evil.example", "http" + origin[5..], origin.ToUpperInvariant(), "null", "*"])
            Assert.Null((await tenant.Ask("GET", "/projects", headers: ("Origin", stranger))).Header("Access-Control-Allow-Origin"));
        Assert.Null((await tenant.Ask("GET", "/projects")).Header("Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task A_preflight_needs_no_token()
    {
        var (origin, _) = await Register();
        foreach (var path in (string[])[$"/v1/organizations/{Unique.Id<OrganizationId>()}", "/v1/me", "/oauth/token", "/v1/admin/clients"])
        {
            var reply = await Preflight(path, origin);
            Assert.Equal((204, origin), (reply.Status, reply.Header("Access-Control-Allow-Origin")));
            Assert.Contains("PATCH", reply.Header("Access-Control-Allow-Methods"), StringComparison.Ordinal);
            Assert.Contains("Idempotency-Key", reply.Header("Access-Control-Allow-Headers"), StringComparison.Ordinal);
            Assert.Null((await Preflight(path, "https://evil.example")).Header("Access-Control-Allow-Origin"));
        }
    }

    [Fact]
    public async Task Refusals_can_be_read_by_scripts_too()
    {
        var (origin, _) = await Register();
        var unauthenticated = await host.Http.Ask("GET", "/v1/me", headers: ("Origin", origin));
        var malformed = await host.Http.Ask("GET", "/v1/plans?limit=0", headers: ("Origin", origin));

        Assert.Equal((401, origin), (unauthenticated.Status, unauthenticated.Header("Access-Control-Allow-Origin")));
        Assert.Equal((400, origin), (malformed.Status, malformed.Header("Access-Control-Allow-Origin")));
    }

    [Fact]
    public async Task A_removed_clients_origin_is_refused_with_the_next_request()
    {
        var (origin, id) = await Register();
        Assert.Equal(origin, (await host.Http.Ask("GET", "/v1/plans", headers: ("Origin", origin))).Header("Access-Control-Allow-Origin"));

        Assert.Equal(204, (await host.Http.Ask("DELETE", $"/v1/admin/clients/{id}", @as: host.Operator)).Status);

        Assert.Null((await host.Http.Ask("GET", "/v1/plans", headers: ("Origin", origin))).Header("Access-Control-Allow-Origin"));
        Assert.Null((await Preflight("/v1/plans", origin)).Header("Access-Control-Allow-Origin"));
    }

    private async Task<(string Origin, string Client)> Register()
    {
        var origin = $"https://{Unique.Name()}.example";
        var made = await host.Http.Ask("POST", "/v1/admin/clients", $$"""{"name":"Web","type":"public","origins":["{{origin}}"]}""", host.Operator);
        Assert.Equal(201, made.Status);
        return (origin, made.At("id")!);
    }

    private Task<Reply> Preflight(string path, string origin) => host.Http.Ask(
        "OPTIONS", path, headers: [("Origin", origin), ("Access-Control-Request-Method", "PATCH"), ("Access-Control-Request-Headers", "authorization,idempotency-key")]);
}

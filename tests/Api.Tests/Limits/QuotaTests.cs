namespace Tenantry.Api.Tests;

public sealed class QuotaTests(ApiHost host)
{
    [Fact]
    public async Task Every_answer_tells_what_is_left_of_the_organizations_quota()
    {
        var tenant = await Tenant.SignUp(host);
        await tenant.Follow(terms => terms with { RequestsPerMinute = 1000 });
        var read = await tenant.Ask("GET", "");
        Assert.Equal("\"organization\";q=1000;w=60", read.Header("RateLimit-Policy"));
        Assert.Matches("^\"organization\";r=99[0-9];t=[0-9]+$", read.Header("RateLimit"));

        // A refusal is an answer; a stranger uses up nothing and learns nothing.
        var viewer = await tenant.Add(Role.Viewer);
        Assert.NotNull((await host.Http.Ask("POST", $"{tenant.Path}/projects", """{"name":"x"}""", viewer)).Header("RateLimit"));
        var stranger = await Tenant.SignUp(host);
        Assert.Null((await host.Http.Ask("GET", tenant.Path, @as: stranger.Admin)).Header("RateLimit"));
    }

    [Fact]
    public async Task Requests_beyond_the_organizations_quota_are_refused()
    {
        var tenant = await Tenant.SignUp(host);
        var other = await Tenant.SignUp(host);
        await tenant.Follow(terms => terms with { RequestsPerMinute = 5 });

        var replies = new List<Reply>();
        // Two windows' worth: the minute may end in between.
        for (var i = 0; i < 11; i++)
            replies.Add(await tenant.Ask("GET", "/projects"));

        var refused = replies.First(reply => reply.Status == 429);
        Assert.Equal(("rate_limited", """["organization"]"""), (refused.Code, refused.Json["violated-policies"]!.ToJsonString()));
        Assert.Equal("https://iana.org/assignments/http-problem-types#quota-exceeded", refused.At("type"));
        Assert.InRange(int.Parse(refused.Header("Retry-After")!, System.Globalization.CultureInfo.InvariantCulture), 1, 60);
        Assert.StartsWith("\"organization\";r=0;t=", refused.Header("RateLimit"), StringComparison.Ordinal);
        Assert.InRange(replies.Count(reply => reply.Status == 200), 5, 10);
        Assert.Equal(200, (await other.Ask("GET", "/projects")).Status);
    }

    [Fact]
    public async Task A_key_has_a_quota_of_its_own_beside_the_organizations()
    {
        var tenant = await Tenant.SignUp(host);
        var made = await tenant.Ask("POST", "/api-keys", """{"name":"Slow","scopes":["projects:read"],"requestsPerMinute":3}""");
        var (id, key) = (made.At("id")!, made.At("key")!);
        var (_, quick) = await tenant.MakeKey("projects:read");

        var first = await host.Http.Ask("GET", $"{tenant.Path}/projects", @as: key);
        Assert.StartsWith("\"key\";q=3;w=60, \"organization\";q=", first.Header("RateLimit-Policy"), StringComparison.Ordinal);
        Assert.Matches("^\"key\";r=[0-2];t=[0-9]+, \"organization\";r=[0-9]+;t=[0-9]+$", first.Header("RateLimit"));
        Assert.StartsWith("\"key\";q=6000;w=60, ", (await host.Http.Ask("GET", $"{tenant.Path}/projects", @as: quick)).Header("RateLimit-Policy"), StringComparison.Ordinal);

        var replies = new List<Reply>();
        for (var i = 0; i < 7; i++)
            replies.Add(await host.Http.Ask("GET", $"{tenant.Path}/projects", @as: key));
        var refused = replies.First(reply => reply.Status == 429);
        Assert.Equal("""["key"]""", refused.Json["violated-policies"]!.ToJsonString());

        // Whatever it asks for, also what it may not have.
        Assert.Equal(200, (await tenant.Ask("PATCH", $"/api-keys/{id}", """{"requestsPerMinute":1}""")).Status);
        int[] statuses = [await Me(), await Me(), await Me()];
        Assert.Contains(429, statuses);
        Assert.All(statuses, status => Assert.True(status is 403 or 429));
        Assert.Equal(200, (await host.Http.Ask("GET", $"{tenant.Path}/projects", @as: quick)).Status);

        async Task<int> Me() => (await host.Http.Ask("GET", "/v1/me", @as: key)).Status;
    }

    [Fact]
    public async Task A_plan_says_how_many_requests_it_allows()
    {
        var name = Unique.Name();
        var tenant = await Tenant.SignUp(host);
        var put = await host.Http.Ask(
            "PUT", $"/v1/admin/plans/{name}", """{"displayName":"Quick","rank":50,"limits":{},"requestsPerMinute":123456}""", host.Operator);
        Assert.Equal((200, "123456"), (put.Status, put.At("requestsPerMinute")));
        Assert.Equal(200, (await tenant.Ask("POST", "/subscription/change", $$"""{"plan":"{{name}}"}""")).Status);

        Assert.Equal("\"organization\";q=123456;w=60", (await tenant.Ask("GET", "")).Header("RateLimit-Policy"));
        (await host.Http.Ask("PUT", $"/v1/admin/plans/{name}", """{"displayName":"Quick","rank":50,"limits":{},"requestsPerMinute":0}""", host.Operator))
            .IsProblem(400, "validation_failed", $"/v1/admin/plans/{name}", """{"requestsPerMinute":["must be a whole number from 1 to 1000000000000000"]}""");
        await host.Http.Ask("DELETE", $"/v1/admin/plans/{name}", @as: host.Operator);
    }

    [Fact]
    public void Askers_are_counted_apart_and_afresh_each_minute()
    {
        var clock = new StoppedClock(new(2026, 11, 22, 12, 0, 18, TimeSpan.Zero));
        var window = new RateWindow<string>(clock);
        Assert.Equal(new RateDecision(true, 1, TimeSpan.FromSeconds(42)), window.Count("a", 2));
        Assert.True(window.Count("a", 2).Allowed);
        Assert.False(window.Count("a", 2).Allowed);
        Assert.True(window.Count("b", 2).Allowed);
        // Somebody whose limit was raised goes on at once.
        Assert.Equal(6, window.Count("a", 10).Remaining);

        clock.Advance(TimeSpan.FromSeconds(42));
        Assert.Equal(1, window.Count("a", 2).Remaining);
    }

    [Fact]
    public void Simultaneous_requests_never_overshoot()
    {
        var window = new RateWindow<string>(new StoppedClock(new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero)));
        Assert.Equal(1000, ParallelEnumerable.Range(0, 5000).Count(_ => window.Count("key", 1000).Allowed));
    }
}

using System.Text.RegularExpressions;

namespace Tenantry.Api.Tests;

public sealed partial class ApiKeyTests(ApiHost host)
{
    [Fact]
    public async Task A_key_is_shown_once_and_works_at_once()
    {
        var tenant = await Tenant.SignUp(host);
        var made = await tenant.Ask("POST", "/api-keys", """{"name":"Importer","scopes":["projects:read","organization:read","projects:read"],"requestsPerMinute":50}""");

        Assert.Equal(201, made.Status);
        var (id, key) = (made.At("id")!, made.At("key")!);
        Assert.Equal($"{tenant.Path}/api-keys/{id}", made.Header("Location"));
        Assert.Equal(["organization:read", "projects:read"], made.Json["scopes"]!.AsArray().Select(scope => (string?)scope));
        Assert.Equal(tenant.User, made.At("createdBy"));
        Assert.Matches(Documented(), key);

        Assert.Equal(200, (await host.Http.Ask("GET", tenant.Path, @as: key)).Status);
        foreach (var read in (string[])["/api-keys", $"/api-keys/{id}"])
        {
            var reply = await tenant.Ask("GET", read);
            Assert.Equal(200, reply.Status);
            Assert.Contains("Importer", reply.Text, StringComparison.Ordinal);
            Assert.DoesNotContain(key[^20..], reply.Text, StringComparison.Ordinal);
        }

        Assert.NotNull((await tenant.Ask("GET", $"/api-keys/{id}")).At("lastUsedAt"));
    }

    [Fact]
    public async Task A_repeated_request_gets_the_key_without_its_text()
    {
        var tenant = await Tenant.SignUp(host);
        var first = await tenant.Ask("POST", "/api-keys", Keys.Body("organization:read"), ("Idempotency-Key", "once"));
        var again = await tenant.Ask("POST", "/api-keys", Keys.Body("organization:read"), ("Idempotency-Key", "once"));

        Assert.Equal((201, 201, first.At("id")), (first.Status, again.Status, again.At("id")));
        Assert.Equal("true", again.Header("Idempotency-Replayed"));
        Assert.NotNull(first.At("key"));
        Assert.Null(again.At("key"));
        Assert.Equal(200, (await host.Http.Ask("GET", tenant.Path, @as: first.At("key"))).Status);
    }

    [Fact]
    public async Task A_revoked_key_is_dead_with_the_next_request()
    {
        var tenant = await Tenant.SignUp(host);
        var (id, key) = await tenant.MakeKey("organization:read");
        Assert.Equal(200, (await host.Http.Ask("GET", tenant.Path, @as: key)).Status);

        Assert.Equal(204, (await tenant.Ask("DELETE", $"/api-keys/{id}")).Status);

        (await host.Http.Ask("GET", tenant.Path, @as: key)).IsProblem(401, "unauthenticated", tenant.Path);
        (await tenant.Ask("DELETE", $"/api-keys/{id}")).IsProblem(404, "api_key_not_found", $"{tenant.Path}/api-keys/{id}");
        (await tenant.Ask("GET", $"/api-keys/{id}")).IsProblem(404, "api_key_not_found", $"{tenant.Path}/api-keys/{id}");
        (await tenant.Ask("POST", $"/api-keys/{id}/rotate", "{}")).IsProblem(404, "api_key_not_found", $"{tenant.Path}/api-keys/{id}/rotate");
        Assert.DoesNotContain(id, (await tenant.Ask("GET", "/api-keys")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rotated_key_is_good_under_both_texts_for_the_overlap()
    {
        var tenant = await Tenant.SignUp(host);
        var (id, first) = await tenant.MakeKey("organization:read");

        var rotated = await tenant.Ask("POST", $"/api-keys/{id}/rotate", "{}");
        var second = rotated.At("key")!;
        Assert.Equal(200, rotated.Status);
        Assert.NotNull(rotated.At("previousValidUntil"));
        Assert.All(await Statuses(first, second), status => Assert.Equal(200, status));

        var third = (await tenant.Ask("POST", $"/api-keys/{id}/rotate", """{"overlapSeconds":0}""")).At("key")!;
        Assert.Equal((int[])[401, 401, 200], await Statuses(first, second, third));

        async Task<int[]> Statuses(params string[] keys)
            => [.. await Task.WhenAll(keys.Select(async key => (await host.Http.Ask("GET", tenant.Path, @as: key)).Status))];
    }

    [Fact]
    public async Task A_change_of_scopes_holds_from_the_next_request()
    {
        var tenant = await Tenant.SignUp(host);
        var (id, key) = await tenant.MakeKey("organization:read");
        Assert.Equal(403, (await host.Http.Ask("GET", $"{tenant.Path}/projects", @as: key)).Status);

        var changed = await tenant.Ask("PATCH", $"/api-keys/{id}", """{"name":"Reader","scopes":["projects:read"]}""");

        Assert.Equal((200, "Reader"), (changed.Status, changed.At("name")));
        Assert.Equal(200, (await host.Http.Ask("GET", $"{tenant.Path}/projects", @as: key)).Status);
        Assert.Equal(403, (await host.Http.Ask("GET", tenant.Path, @as: key)).Status);
    }

    [Fact]
    public async Task A_key_with_one_character_changed_is_refused()
    {
        var tenant = await Tenant.SignUp(host);
        var (_, key) = await tenant.MakeKey("organization:read");
        foreach (var at in (int[])[8, 40, 70, key.Length - 1])
        {
            var wrong = string.Concat(key.AsSpan(0, at), key[at] == '0' ? "1" : "0", key.AsSpan(at + 1));
            Assert.False(ApiKeyText.TryParse(wrong, out _), wrong);
            var reply = await host.Http.Ask("GET", tenant.Path, @as: wrong);
            reply.IsProblem(401, "unauthenticated", tenant.Path);
            Assert.Contains("invalid_token", reply.Header("WWW-Authenticate"), StringComparison.Ordinal);
        }

        Assert.Equal(401, (await host.Http.Ask("GET", tenant.Path, @as: "tnt_org_")).Status);
    }

    [Fact]
    public async Task A_key_made_up_for_another_key_is_refused()
    {
        var tenant = await Tenant.SignUp(host);
        var (id, _) = await tenant.MakeKey("organization:read");
        ApiKeyText.Issue(OrganizationId.Wrap(tenant.Organization), ApiKeyId.Wrap(id), new byte[32], out var madeUp);
        ApiKeyText.Issue(null, ApiKeyId.Wrap(id), new byte[32], out var elsewhere);

        Assert.Equal(401, (await host.Http.Ask("GET", tenant.Path, @as: madeUp)).Status);
        Assert.Equal(401, (await host.Http.Ask("GET", tenant.Path, @as: elsewhere)).Status);
    }

    [Theory]
    [InlineData("""{"name":"","scopes":["organization:read"]}""", """{"name":["must not be empty"]}""")]
    [InlineData("""{"name":"x","scopes":[]}""", """{"scopes":["must be 1 to 100 names of permissions"]}""")]
    [InlineData("""{"name":"x","scopes":["*"]}""", """{"scopes.0":["is not the name of a permission that a key can have"]}""")]
    [InlineData("""{"name":"x","scopes":["projects:read","organization:leave","admin:read"]}""", """{"scopes.1":["is not the name of a permission that a key can have"],"scopes.2":["is not the name of a permission that a key can have"]}""")]
    [InlineData("""{"name":"x","scopes":["projects:read"],"expiresAt":"2020-01-01T00:00:00Z"}""", """{"expiresAt":["must be in the future"]}""")]
    [InlineData("""{"name":"x","scopes":["projects:read"],"requestsPerMinute":0}""", """{"requestsPerMinute":["must be a whole number from 1 to 1000000"]}""")]
    [InlineData("""{"name":"x"}""", """{"scopes":["is required"]}""")]
    public async Task What_no_key_can_be_is_refused_by_the_members_name(string body, string errors)
    {
        var tenant = await Tenant.SignUp(host);
        (await tenant.Ask("POST", "/api-keys", body)).IsProblem(400, "validation_failed", $"{tenant.Path}/api-keys", errors);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(604_801)]
    public async Task An_overlap_is_a_week_at_most(int seconds)
    {
        var tenant = await Tenant.SignUp(host);
        var (id, _) = await tenant.MakeKey("organization:read");
        (await tenant.Ask("POST", $"/api-keys/{id}/rotate", $$"""{"overlapSeconds":{{seconds}}}""")).IsProblem(
            400, "validation_failed", $"{tenant.Path}/api-keys/{id}/rotate", """{"overlapSeconds":["must be a whole number from 0 to 604800"]}""");
    }

    [Fact]
    public async Task A_key_of_another_organization_is_not_found()
    {
        var tenant = await Tenant.SignUp(host);
        var other = await Tenant.SignUp(host);
        var (id, _) = await tenant.MakeKey("organization:read");
        foreach (var (method, path, body) in ((string, string, string?)[])[("GET", "", null), ("PATCH", "", "{}"), ("POST", "/rotate", "{}"), ("DELETE", "", null)])
            (await other.Ask(method, $"/api-keys/{id}{path}", body)).IsProblem(404, "api_key_not_found", $"{other.Path}/api-keys/{id}{path}");
    }

    [Fact]
    public async Task What_happens_to_keys_is_in_the_organizations_log()
    {
        var tenant = await Tenant.SignUp(host);
        var (id, key) = await tenant.MakeKey("organization:read");
        await tenant.Ask("PATCH", $"/api-keys/{id}", """{"name":"Other"}""");
        var rotated = (await tenant.Ask("POST", $"/api-keys/{id}/rotate", "{}")).At("key")!;
        await tenant.Ask("DELETE", $"/api-keys/{id}");

        var log = await host.Grains.Lists().Events(LogId.Of(OrganizationId.Wrap(tenant.Organization)), 0, 100);
        var about = log.Where(entry => entry.Event.Subject == id).ToList();
        Assert.Equal(["api_key.created", "api_key.changed", "api_key.rotated", "api_key.revoked"], about.Select(entry => entry.Event.Type));
        Assert.DoesNotContain(about.SelectMany(entry => entry.Event.Data.Values), value => value == key || value == rotated);
    }

    [Fact]
    public async Task No_key_is_ever_logged()
    {
        var tenant = await Tenant.SignUp(host);
        var (id, key) = await tenant.MakeKey("organization:read");
        await host.Http.Ask("GET", tenant.Path, @as: key);
        var rotated = (await tenant.Ask("POST", $"/api-keys/{id}/rotate", "{}")).At("key")!;
        await host.Http.Ask("GET", tenant.Path, @as: rotated);

        Assert.DoesNotContain(host.Log.Lines, line => line.Contains(key, StringComparison.Ordinal) || line.Contains(rotated, StringComparison.Ordinal));
    }

    // As docs/api-keys.md gives it to scanners of secrets.
    [GeneratedRegex("^tnt_(org_[0-7][0-9a-hjkmnp-tv-z]{25}|plt)_[0-7][0-9a-hjkmnp-tv-z]{25}_[01][0-9a-hjkmnp-tv-z]{57}$")]
    private static partial Regex Documented();
}

using System.Text.Json;

namespace Tenantry.Silo.Tests;

/// <summary>Whether a database holds whole tenants only, each name with one owner, and nothing left over.</summary>
internal static class Wholeness
{
    /// <summary>Checks everything; gives the ids of the organizations that exist.</summary>
    public static HashSet<string> Check(StoredRecords records)
    {
        Assert.Empty(records.Unfinished());

        var organizations = records.OfType("organization").Where(record => Text(record.State, "existence") == "Exists").ToList();
        Assert.All(organizations, record => CheckOrganization(records, record.Partition, record.State));

        var ids = organizations.Select(record => record.Partition).ToHashSet();
        Assert.Equal(ids.Count, organizations.Select(record => Text(record.State, "slug")).Distinct().Count());
        CheckUsers(records, ids);
        CheckClaims(records, ids);
        // Nothing belongs to an organization that does not exist.
        foreach (var type in (string[])["membership", "project"])
            Assert.All(records.OfType(type), record => Assert.Contains(record.Partition, ids));
        Assert.All(records.OfType("event-log").Where(record => record.Partition.StartsWith("org_", StringComparison.Ordinal)), record => Assert.Contains(record.Partition, ids));
        Assert.Equal(ids.Order(), records.OfType("directory").Select(record => record.Key).Order());
        return ids;
    }

    private static void CheckOrganization(StoredRecords records, string id, JsonElement organization)
    {
        var (userId, membership) = Assert.Single(records.In($"membership/{id}"));
        Assert.Equal("admin", Text(membership.GetProperty("roles"), "role"));

        var user = Assert.Contains(userId, records.In($"user/{userId[^1]}"));
        Assert.Equal([id], user.GetProperty("organizations").EnumerateArray().Select(item => item.GetString()));

        var emailClaim = Assert.NotNull(records.Find($"claim/email:{Uri.EscapeDataString(Text(organization, "founderEmail"))}"));
        Assert.True(emailClaim.GetProperty("confirmed").GetBoolean());
        Assert.Equal(userId, Text(emailClaim, "owner"));

        var slugClaim = Assert.NotNull(records.Find($"claim/slug:{Text(organization, "slug")}"));
        Assert.True(slugClaim.GetProperty("confirmed").GetBoolean());
        Assert.Equal(id, Text(slugClaim, "owner"));

        var (_, project) = Assert.Single(records.In($"project/{id}"));
        Assert.Equal(
            ["production", "development"],
            project.GetProperty("environments").EnumerateArray().Select(environment => Text(environment, "name")));

        // The record without a key is the log's head.
        var log = records.In($"event-log/{id}");
        var events = log.Where(record => record.Key.Length > 0).SelectMany(record => record.Value.GetProperty("entries").EnumerateArray()).ToList();
        Assert.Equal(events.Count, log[""].GetProperty("told").GetInt32());
        Assert.Equal(Enumerable.Range(1, events.Count), events.Select(entry => entry.GetProperty("sequence").GetInt32()));
        Assert.Equal(
            ["organization.created", "member.added", "project.created", "environment.created", "environment.created"],
            events.Select(entry => Text(entry.GetProperty("event"), "type")));
    }

    private static void CheckUsers(StoredRecords records, HashSet<string> organizations)
    {
        var users = records.OfType("user").ToList();
        Assert.All(users, user => Assert.All(
            user.State.GetProperty("organizations").EnumerateArray(), organization => Assert.Contains(organization.GetString()!, organizations)));
        Assert.Equal(users.Count, users.Select(user => Text(user.State, "email").ToLowerInvariant()).Distinct().Count());
        Assert.Equal(organizations.Count, users.Count);
    }

    // A claim that is not confirmed may be left by a sign-up that died; its organization must then not exist.
    private static void CheckClaims(StoredRecords records, HashSet<string> organizations)
    {
        foreach (var (name, _, claim) in records.OfType("claim"))
        {
            var confirmed = claim.TryGetProperty("confirmed", out var value) && value.GetBoolean();
            Assert.True(confirmed == organizations.Contains(Text(claim, "attempt")), $"The claim {name} is {claim}.");
        }
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}

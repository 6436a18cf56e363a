using Tenantry.Grains.Interfaces;

namespace Tenantry.Api.Tests;

/// <summary>A tenant that has just signed up, and its admin's token.</summary>
internal sealed record Tenant(ApiHost Host, string Organization, string Admin, string Project, string Slug)
{
    public const string Password = "correct horse battery";

    public string Path => $"/v1/organizations/{Organization}";

    public static async Task<Tenant> SignUp(ApiHost host)
    {
        var reply = await host.Http.Ask("POST", "/v1/signups", Body(Unique.Name()));
        Assert.Equal(201, reply.Status);
        return new(host, reply.At("organization.id")!, reply.At("user.id")!, reply.At("project.id")!, reply.At("organization.slug")!);
    }

    public static string Body(string name)
        => $$$"""{"organization":{"name":"{{{name}}}"},"user":{"email":"{{{name}}}@example.com","name":"Ada","password":"{{{Password}}}"}}""";

    /// <summary>Makes somebody a member, as no endpoint can yet.</summary>
    public async Task<string> Add(Role role)
    {
        var user = Unique.Id<UserId>();
        var made = await Host.Grains.Membership(OrganizationId.Wrap(Organization), user).Create(new NewMember
        {
            Email = $"{user}@example.com",
            Role = role,
            JoinedAt = DateTimeOffset.UnixEpoch,
        });
        Assert.True(made.Succeeded);
        return user.Value;
    }

    public async Task Suspend()
    {
        var reply = await Host.Http.Ask(
            "POST", $"/v1/admin/organizations/{Organization}/suspend", """{"reason":"unpaid"}""", @as: Unique.Id<OperatorId>().Value);
        Assert.Equal(200, reply.Status);
    }
}

internal static class Unique
{
    private static int count;

    public static string Name() => $"acme{Interlocked.Increment(ref count)}x{Environment.ProcessId}";

    public static T Id<T>()
        where T : struct, ITypedId<T>
        => TypedId.From<T>(Guid.CreateVersion7());
}

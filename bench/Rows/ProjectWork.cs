using System.Net;

namespace Tenantry.Bench;

/// <summary>New projects, as many in each organization as its trial has left after the sign-up's own.</summary>
internal sealed class ProjectWork(IReadOnlyList<Tenant> tenants) : IWork
{
    private const int EachOrganization = 2;

    private int _next;

    public ReadOnlySpan<byte> Next(int connection)
    {
        // Neighbours in time are different organizations: first everybody's first project, then everybody's second.
        if (_next == tenants.Count * EachOrganization) return [];

        var tenant = tenants[_next % tenants.Count];
        var ordinal = _next++ / tenants.Count;
        return RequestBytes.PostJson(
            $"/v1/organizations/{tenant.Organization}/projects", $$"""{"name":"Project {{ordinal}}"}""", tenant.Token);
    }

    public bool Take(int connection, in HttpResponse response) => response.Status == (int)HttpStatusCode.Created;
}

using System.Net;

namespace Tenantry.Bench;

/// <summary>New names for organizations, which is one event each; each connection has an organization of its own, if there are enough.</summary>
internal sealed class RenameWork(IReadOnlyList<Tenant> tenants) : IWork
{
    private int _count;

    public ReadOnlySpan<byte> Next(int connection) => Rename(tenants[connection % tenants.Count], $"Name {++_count}");

    public bool Take(int connection, in HttpResponse response) => response.Status == (int)HttpStatusCode.OK;

    public static byte[] Rename(Tenant tenant, string name)
        => RequestBytes.PatchJson($"/v1/organizations/{tenant.Organization}", $$"""{"name":"{{name}}"}""", tenant.Token);
}

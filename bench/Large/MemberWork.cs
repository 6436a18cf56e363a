using System.Net;

namespace Tenantry.Bench;

/// <summary>Makes users members of one organization, each once.</summary>
internal sealed class MemberWork(string organization, IReadOnlyList<Tenant> users, string token) : IWork
{
    private readonly string _path = $"/v1/admin/organizations/{organization}/members";
    private int _next;

    public ReadOnlySpan<byte> Next(int connection)
        => _next == users.Count ? [] : RequestBytes.PostJson(_path, $$"""{"user":"{{users[_next++].User}}"}""", token);

    public bool Take(int connection, in HttpResponse response) => response.Status == (int)HttpStatusCode.Created;
}

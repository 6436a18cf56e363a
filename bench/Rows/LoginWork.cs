using System.Net;

namespace Tenantry.Bench;

/// <summary>One log-in of each tenant's founder; keeps the access token.</summary>
internal sealed class LoginWork(IReadOnlyList<Tenant> tenants, int connections) : IWork
{
    private readonly Tenant[] _underWay = new Tenant[connections];
    private int _next;

    public ReadOnlySpan<byte> Next(int connection)
    {
        if (_next == tenants.Count) return [];

        var tenant = _underWay[connection] = tenants[_next++];
        return RequestBytes.PostForm("/oauth/token", Tenants.Login(tenant));
    }

    public bool Take(int connection, in HttpResponse response)
    {
        if (response.Status != (int)HttpStatusCode.OK) return false;

        _underWay[connection].Token = JsonText.First(response.Body, "access_token");
        return true;
    }
}

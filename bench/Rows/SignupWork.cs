using System.Net;

namespace Tenantry.Bench;

/// <summary>Sign-ups of ever new customers.</summary>
internal sealed class SignupWork(Tenants tenants, int connections, bool keyed) : IWork
{
    private readonly string[] _underWay = new string[connections];

    public ReadOnlySpan<byte> Next(int connection)
    {
        var number = _underWay[connection] = tenants.NextNumber();
        return RequestBytes.PostJson(
            "/v1/signups", Tenants.Signup(number), idempotencyKey: keyed ? $"signup-{number}" : null);
    }

    public bool Take(int connection, in HttpResponse response)
    {
        if (response.Status != (int)HttpStatusCode.Created) return false;

        // The answer begins with the organization, then comes its founder.
        tenants.Add(_underWay[connection], JsonText.First(response.Body, "id"), JsonText.First(response.Body, "id", skip: 1));
        return true;
    }
}

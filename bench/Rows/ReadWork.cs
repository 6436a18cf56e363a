using System.Net;

namespace Tenantry.Bench;

/// <summary>Reads without end; each connection its own request, over and over.</summary>
internal sealed class ReadWork(IReadOnlyList<byte[]> requests) : IWork
{
    /// <summary>Bytes of the body of the last answer.</summary>
    public int BodyLength { get; private set; }

    public ReadOnlySpan<byte> Next(int connection) => requests[connection % requests.Count];

    public bool Take(int connection, in HttpResponse response)
    {
        BodyLength = response.BodyLength;
        return response.Status == (int)HttpStatusCode.OK;
    }
}

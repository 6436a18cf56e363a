namespace Tenantry.Bench;

/// <summary>What a closed loop asks for. One thread calls it.</summary>
internal interface IWork
{
    /// <summary>The next request of a connection (0, 1, 2 …); read before the next call. Empty: there is no more to do.</summary>
    ReadOnlySpan<byte> Next(int connection);

    /// <summary>Takes the answer to the request before; false when it is not the expected one.</summary>
    bool Take(int connection, in HttpResponse response);
}

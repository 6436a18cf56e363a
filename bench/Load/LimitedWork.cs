namespace Tenantry.Bench;

/// <summary>So many requests of other work, and no more.</summary>
internal sealed class LimitedWork(IWork work, int requests) : IWork
{
    private int _left = requests;

    public ReadOnlySpan<byte> Next(int connection) => _left-- > 0 ? work.Next(connection) : [];

    public bool Take(int connection, in HttpResponse response) => work.Take(connection, response);
}

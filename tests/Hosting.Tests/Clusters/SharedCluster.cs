using Tenantry.Tests;

namespace Tenantry.Hosting.Tests;

/// <summary>Three silos and two front ends on a PostgreSQL of their own, for all tests that leave them as they were.</summary>
public sealed class SharedCluster : IAsyncDisposable
{
    private Cluster? _cluster;
    private PostgresServer? _postgres;

    internal PostgresServer Postgres => _postgres!;

    /// <summary>The cluster, with every process running and ready.</summary>
    internal async Task<Cluster> Healthy()
    {
        if (_cluster is null)
        {
            _postgres = await PostgresServer.Start();
            _cluster = await new Cluster(Cluster.Postgres(await _postgres.Database())).Start(silos: 3, frontEnds: 2);
        }

        await _cluster.Heal();
        return _cluster;
    }

    public async ValueTask DisposeAsync()
    {
        if (_cluster is not null)
            await _cluster.DisposeAsync();
        if (_postgres is not null)
            await _postgres.DisposeAsync();
    }
}

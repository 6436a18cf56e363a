using Tenantry.Tests;

[assembly: AssemblyFixture(typeof(SharedPostgres))]

namespace Tenantry.Tests;

/// <summary>The one PostgreSQL of a test assembly, started for the first test that asks for it. Who breaks one starts another.</summary>
public sealed class SharedPostgres : IAsyncDisposable
{
    private static readonly Lazy<Task<PostgresServer>> Server = new(() => PostgresServer.Start());

    /// <summary>Makes a database; answers how to connect to it.</summary>
    public static async Task<string> Database() => await (await Server.Value).Database();

    public async ValueTask DisposeAsync()
    {
        if (Server is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
            await (await Server.Value).DisposeAsync();
    }
}

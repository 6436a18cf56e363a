namespace Tenantry.Bench;

/// <summary>SQLite, in the process of the one silo.</summary>
internal sealed class EmbeddedStore : IClusterStore
{
    public const string Kind = "sqlite";

    public string Name => Kind;

    public TimeSpan Cpu => TimeSpan.Zero;

    public Task<EmptyStore> Fresh(string folder)
        => Task.FromResult(new EmptyStore(new Dictionary<string, string>(), new Outboxes(Path.Combine(folder, "tenantry.db"), TimeProvider.System)));

    public void Dispose()
    {
    }
}

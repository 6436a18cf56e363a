namespace Tenantry.Bench;

/// <summary>A running Tenantry with its data and its customers: what the rows are measured at.</summary>
internal sealed class Subject(MeasuredServer server, string data, BenchOptions options) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public MeasuredServer Server => server;

    public Tenants Tenants { get; } = new();

    public string Database { get; } = Path.Combine(data, "tenantry.db");

    public Outboxes Outboxes { get; } = new(Path.Combine(data, "tenantry.db"), TimeProvider.System);

    public ClosedLoop Load() => new(server.Address, options.Connections);

    public SignupWork Signups(bool keyed = false) => new(Tenants, options.Connections, keyed);

    /// <summary>Sees to it that there are at least so many customers.</summary>
    public async Task SignUp(int count)
    {
        var missing = count - Tenants.All.Count;
        if (missing <= 0) return;

        Expect(missing, Load().Run(new LimitedWork(Signups(), missing), Patience));
        await Outboxes.WaitEmpty();
    }

    /// <summary>Gets an access token for each of these customers.</summary>
    public void LogIn(IReadOnlyList<Tenant> tenants)
        => Expect(tenants.Count, Load().Run(new LoginWork(tenants, options.Connections), Patience));

    public void Dispose() => server.Dispose();

    private static void Expect(int operations, LoadResult load)
    {
        if (load.Errors > 0 || load.Operations != operations)
            throw new InvalidOperationException($"Of {operations} requests {load.Operations} succeeded: {load.FirstError}");
    }
}

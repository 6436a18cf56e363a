namespace Tenantry.Bench;

/// <summary>The authenticated reads beside bare Kestrel.</summary>
internal static class Reads
{
    // The profile has no bound of its own: it gathers one answer for each organization of the user.
    private static readonly (string Name, Func<Tenant, byte[]> Request, double? Bound)[] Rows =
    [
        ("organization", tenant => Get($"/v1/organizations/{tenant.Organization}", tenant), 3),
        ("me", tenant => Get("/v1/me", tenant), null),
        ("access", tenant => RequestBytes.PostJson(
            $"/v1/organizations/{tenant.Organization}/access/check",
            $$"""{"questions":[{"user":"{{tenant.User}}","permission":"projects:write"}]}""",
            tenant.Token), 3),
        ("entitlements", tenant => Get($"/v1/organizations/{tenant.Organization}/entitlements", tenant), 3),
    ];

    public static IEnumerable<string> Names => Rows.Select(row => row.Name);

    /// <summary>Measures those that are asked for, in turn with a constant of the same size.</summary>
    public static async Task Measure(Subject subject, BenchOptions options, Report report)
    {
        // As many readers as connections: each its own customer, so that no grain is asked by two at once.
        await subject.SignUp(options.Connections);
        var readers = subject.Tenants.All.Take(options.Connections).ToList();
        subject.LogIn(readers);

        using var kestrel = MeasuredServer.Limit();
        await kestrel.WaitReady("/1");

        var rows = new List<(Row Row, TimeSpan Duration)>();
        foreach (var (name, request, bound) in Rows)
        {
            if (!options.Rows.Contains(name)) continue;

            var work = new ReadWork([.. readers.Select(request)]);
            var read = HttpRow.Create(name, subject.Server, options.Connections, () => work);
            await read.WarmUp(options.WarmUp);

            var constant = new ReadWork([RequestBytes.Get($"/{work.BodyLength}")]);
            var limit = HttpRow.Create(
                $"limit: {work.BodyLength} bytes from bare Kestrel", kestrel, options.Connections, () => constant);
            await limit.WarmUp(options.WarmUp);

            rows.Add((limit, options.Read));
            rows.Add((read, options.Read));
            report.Add(read, limit);
            report.Target($"{name}: CPU, times limit", bound, () => read.CpuPerOperation() / limit.CpuPerOperation());
            report.Condition($"{name}'s limit: CPU ms", 0.03, limit.CpuPerOperation);
            report.Condition($"{name}'s limit: generator, times server", 1, () => limit.GeneratorPerOperation() / limit.CpuPerOperation());
        }

        await Row.Alternate(options.Rounds, rows);
    }

    private static byte[] Get(string path, Tenant tenant) => RequestBytes.Get(path, tenant.Token);
}

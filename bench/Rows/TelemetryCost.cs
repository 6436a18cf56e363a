namespace Tenantry.Bench;

/// <summary>The same program with metrics, which is how it starts, and without them.</summary>
internal static class TelemetryCost
{
    public const string Name = "telemetry";

    public static Dictionary<string, string> Settings(bool measured) => new() { ["Tenantry:Telemetry:Prometheus"] = measured ? "true" : "false" };

    /// <summary>Measures a read and sign-ups at both in turn.</summary>
    public static async Task Measure(Subject with, Subject without, BenchOptions options, Report report)
    {
        var (readWith, readWithout) = (await Read("with", with, options), await Read("without", without, options));
        var (signupWith, signupWithout) = (await Signup("with", with, options), await Signup("without", without, options));
        report.Add(readWith, readWithout);
        report.Add(signupWith, signupWithout);
        report.Target("metrics: what they add to a read's CPU", bound: null, () => readWith.CpuPerOperation() / readWithout.CpuPerOperation() - 1);
        report.Target("metrics: what they add to a sign-up's CPU", bound: null, () => signupWith.CpuPerOperation() / signupWithout.CpuPerOperation() - 1);
        await Row.Alternate(
            options.Rounds, (readWith, options.Read), (readWithout, options.Read), (signupWith, options.Command), (signupWithout, options.Command));
    }

    private static async Task<Row> Read(string metrics, Subject subject, BenchOptions options)
    {
        await subject.SignUp(options.Connections);
        var readers = subject.Tenants.All.Take(options.Connections).ToList();
        subject.LogIn(readers);
        var work = new ReadWork([.. readers.Select(tenant => RequestBytes.Get($"/v1/organizations/{tenant.Organization}", tenant.Token))]);
        var row = HttpRow.Create($"organization, {metrics} metrics", subject.Server, options.Connections, () => work);
        await row.WarmUp(options.WarmUp);
        return row;
    }

    private static async Task<Row> Signup(string metrics, Subject subject, BenchOptions options)
    {
        var row = HttpRow.Create($"signup, {metrics} metrics", subject.Server, options.Connections, () => subject.Signups(), subject.Outboxes);
        await row.WarmUp(options.WarmUp);
        return row;
    }
}

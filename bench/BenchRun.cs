using System.Runtime.InteropServices;

namespace Tenantry.Bench;

/// <summary>One run of the whole benchmark.</summary>
internal sealed class BenchRun(BenchOptions options, TimeProvider time)
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tenantry-bench-");
    private readonly Report _report = new();

    /// <returns>The exit code: 0 when no row failed.</returns>
    public async Task<int> Run()
    {
        var began = time.GetUtcNow();
        try
        {
            await Measure();
        }
        finally
        {
            _folder.Delete(recursive: true);
        }

        var surroundings = new Surroundings(
            began, time.GetUtcNow() - began, RuntimeInformation.OSDescription, RuntimeInformation.FrameworkDescription,
            Environment.ProcessorCount, options.Connections, options.Rounds, options.Read.TotalSeconds, BuiltProgram.IsRelease && !options.Quick);
        var file = options.Out ?? Path.Combine(BuiltProgram.Root, "artifacts", "bench", $"{began:yyyyMMdd'T'HHmmss'Z'}.json");
        Console.WriteLine(_report.ToText(surroundings));
        _report.Save(file, surroundings);
        Console.WriteLine(Path.GetRelativePath(Environment.CurrentDirectory, file));
        return _report.Failed ? 1 : 0;
    }

    private async Task Measure()
    {
        if (options.Rows.Contains("start"))
            await Step("start", () => Starts.Measure(folder => Start(folder, reducedHashing: false), options, _report));

        if (options.Rows.Overlaps([.. Reads.Names, "signup-default"]))
        {
            using var subject = await Ready("default", reducedHashing: false);
            if (options.Rows.Overlaps(Reads.Names))
                await Step(string.Join(", ", Reads.Names.Where(options.Rows.Contains)), () => Reads.Measure(subject, options, _report));
            if (options.Rows.Contains("signup-default"))
                await Step("signup-default", () => Signups.MeasureDefault(subject, options, _report));
        }

        if (options.Rows.Contains(Credentials.Name))
        {
            await using var issuer = await OutsideIssuer.Start(time);
            using var subject = await Ready("credentials", reducedHashing: true, issuer.Settings);
            await Step(Credentials.Name, () => Credentials.Measure(subject, issuer, options, _report));
        }

        if (options.Rows.Overlaps(["signup", "signup-keyed", "project"]))
        {
            using var subject = await Ready("reduced", reducedHashing: true);
            if (options.Rows.Contains("signup"))
                await Step("signup", () => Signups.Measure(subject, keyed: false, Folder("store"), options, _report));
            if (options.Rows.Contains("signup-keyed"))
                await Step("signup-keyed", () => Signups.Measure(subject, keyed: true, Folder("store-keyed"), options, _report));
            if (options.Rows.Contains("project"))
                await Step("login, project", () => Projects.Measure(subject, options, _report));
        }

        if (options.Rows.Contains(EventCost.Name))
        {
            using var kept = await Ready("kept", reducedHashing: true, EventCost.Settings(dropped: false));
            using var dropped = await Ready("dropped", reducedHashing: true, EventCost.Settings(dropped: true));
            await Step(EventCost.Name, () => EventCost.Measure(kept, dropped, options, _report));
        }

        if (options.Rows.Contains(TelemetryCost.Name))
        {
            using var with = await Ready("with-metrics", reducedHashing: true, TelemetryCost.Settings(measured: true));
            using var without = await Ready("without-metrics", reducedHashing: true, TelemetryCost.Settings(measured: false));
            await Step(TelemetryCost.Name, () => TelemetryCost.Measure(with, without, options, _report));
        }

        if (options.Rows.Overlaps(EventRows.Names))
        {
            using var subject = await Ready("events", reducedHashing: true, EventRows.Settings);
            await Step(string.Join(", ", EventRows.Names.Where(options.Rows.Contains)), () => EventRows.Measure(subject, options, _report));
        }

        if (options.Rows.Contains("large"))
            await Step("large", () => Large());

        if (options.Rows.Overlaps(ClusterRows.Names))
            await Step(string.Join(", ", ClusterRows.Names.Where(options.Rows.Contains)), () => ClusterRows.Measure(_folder.FullName, options, _report));
    }

    // What is going on goes to the error output, so that the output holds the report only.
    private static Task Step(string rows, Func<Task> measure)
    {
        Console.Error.WriteLine($"measuring {rows} …");
        return measure();
    }

    private async Task Large()
    {
        LargeOrganization large;
        using (var subject = await Ready("large", reducedHashing: true))
            large = await LargeOrganization.Found(subject, options);
        await large.Grow();
        await large.Measure(() => Ready("large", reducedHashing: true), _report);
    }

    private async Task<Subject> Ready(string folder, bool reducedHashing, params IEnumerable<KeyValuePair<string, string>> more)
    {
        var server = Start(folder, reducedHashing, more);
        await server.WaitReady("/healthz/ready");
        return new Subject(server, Folder(folder), options);
    }

    private MeasuredServer Start(string folder, bool reducedHashing, params IEnumerable<KeyValuePair<string, string>> more)
        => MeasuredServer.Tenantry(Folder(folder), BenchSettings.Of(reducedHashing).Concat(more));

    private string Folder(string name) => Path.Combine(_folder.FullName, name);
}

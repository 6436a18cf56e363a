using System.Diagnostics;

namespace Tenantry.Bench;

/// <summary>One organization with very many members and teams, beside small ones.</summary>
internal sealed class LargeOrganization
{
    private const int Members = 100_000;
    private const int SmallMembers = 100;
    private const int Teams = 1_000;
    private const int JoinsASecond = 250;
    private const int PageSize = 20;
    private const int Others = 300;
    private static readonly TimeSpan UntilDone = TimeSpan.FromMinutes(1);

    private readonly BenchOptions _options;
    private readonly string _database;
    private readonly Tenant _large;
    private readonly Queue<Tenant> _small;
    private readonly Queue<Tenant[]> _joiners;

    private LargeOrganization(BenchOptions options, Subject subject, int each)
    {
        _options = options;
        _database = subject.Database;
        var runs = options.Rounds + 1;
        _large = subject.Tenants.All[0];
        _small = new(subject.Tenants.All.Skip(1).Take(runs));
        _joiners = new(subject.Tenants.All.Skip(1 + runs).Chunk(each));
    }

    /// <summary>Signs up everybody who takes part; makes the teams, each with a role.</summary>
    public static async Task<LargeOrganization> Found(Subject subject, BenchOptions options)
    {
        var runs = options.Rounds + 1;
        var each = (int)(JoinsASecond * options.Command.TotalSeconds);
        await subject.SignUp(1 + runs + (2 * runs * each));
        var large = new LargeOrganization(options, subject, each);
        var operators = await OperatorCalls.SignIn(subject.Server.Http);
        foreach (var tenant in large._small.Prepend(large._large)) await operators.LiftLimits(tenant.Organization);

        subject.LogIn([large._large]);
        for (var i = 0; i < Teams; i++)
        {
            var teams = $"/v1/organizations/{large._large.Organization}/teams";
            var team = await operators.Send(HttpMethod.Post, teams, large._large.Token, $$"""{"name":"Team {{i:x4}}"}""");
            await operators.Send(HttpMethod.Put, $"{teams}/{team!["id"]}/roles", large._large.Token, """{"role":"member"}""");
        }

        await subject.Outboxes.WaitEmpty();
        return large;
    }

    /// <summary>Fills the organizations, while no server runs.</summary>
    public async Task Grow()
    {
        await Population.Grow(_database, _large.Organization, Members, TimeProvider.System);
        foreach (var tenant in _small) await Population.Grow(_database, tenant.Organization, SmallMembers, TimeProvider.System);
    }

    public async Task Measure(Func<Task<Subject>> start, Report report)
    {
        var activation = new Row("large: an organization activated", _ => FirstRequest(start, AsOperator));
        var request = new Row("large: the first request of a member", _ => FirstRequest(start, AsMember));
        report.Add(activation);
        report.Add(request);
        report.Target("large: the request that activates an organization, ms", 20, () => activation.Median(round => round.P50));
        await Row.Alternate(_options.Rounds, (activation, default), (request, default));

        using var subject = await start();
        await MeasureJoins(subject, report);
        await MeasurePages(subject, report);
        var largest = RecordSizes.Read(_database).Largest;
        report.Target($"large: KB of the largest record ({largest.Type})", 64, () => largest.Bytes / 1024.0);
    }

    // An operator's look activates the organization's own grain and nothing else of it; a member's the membership and the access
    // policy too. Others' grains were activated before, so that the code is compiled.
    private async Task<Measurement> FirstRequest(Func<Task<Subject>> start, Func<Subject, Tenant, string, Task> ask)
    {
        using var subject = await start();
        var others = _joiners.Peek().Take(Others).ToArray();
        subject.LogIn([.. others, _large]);
        var @operator = (await OperatorCalls.SignIn(subject.Server.Http)).Token;
        foreach (var tenant in others) await ask(subject, tenant, @operator);

        var began = Stopwatch.GetTimestamp();
        await ask(subject, _large, @operator);
        var took = Stopwatch.GetElapsedTime(began);
        return new Measurement
        {
            Operations = 1,
            LoadSeconds = took.TotalSeconds,
            P50 = took.TotalMilliseconds,
            P99 = took.TotalMilliseconds,
            CpuMilliseconds = 0,
            Memory = subject.Server.Memory,
        };
    }

    private static Task AsOperator(Subject subject, Tenant tenant, string @operator)
        => Ask(subject, $"/v1/admin/organizations/{tenant.Organization}", @operator);

    private static Task AsMember(Subject subject, Tenant tenant, string @operator)
        => Ask(subject, $"/v1/organizations/{tenant.Organization}", tenant.Token!);

    private static async Task Ask(Subject subject, string path, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new("Bearer", token);
        using var answer = await subject.Server.Http.SendAsync(request);
        answer.EnsureSuccessStatusCode();
    }

    private async Task MeasureJoins(Subject subject, Report report)
    {
        var token = (await OperatorCalls.SignIn(subject.Server.Http)).Token;
        var small = HttpRow.Create(
            $"large: a member after {SmallMembers}", subject.Server, _options.Connections,
            () => new MemberWork(_small.Dequeue().Organization, _joiners.Dequeue(), token), subject.Outboxes);
        var large = HttpRow.Create(
            $"large: a member after {Members}", subject.Server, _options.Connections,
            () => new MemberWork(_large.Organization, _joiners.Dequeue(), token), subject.Outboxes);
        await small.WarmUp(UntilDone);
        await large.WarmUp(UntilDone);
        report.Add(large, small);
        report.Target(
            $"large: CPU of a member after {Members}, times one after {SmallMembers}", 1.5, () => large.CpuPerOperation() / small.CpuPerOperation());
        await Row.Alternate(_options.Rounds, (small, UntilDone), (large, UntilDone));
    }

    private async Task MeasurePages(Subject subject, Report report)
    {
        subject.LogIn([_large]);
        var first = $"/v1/organizations/{_large.Organization}/members?limit={PageSize}";
        var last = $"{first}&after={await LastCursor(subject)}";
        var firstRow = PageRow(subject, "the first page of members", first);
        var lastRow = PageRow(subject, "the last page of members", last);
        await firstRow.WarmUp(_options.WarmUp);
        await lastRow.WarmUp(_options.WarmUp);
        report.Add(lastRow, firstRow);
        report.Target("large: CPU of the last page, times the first's", 3, () => lastRow.CpuPerOperation() / firstRow.CpuPerOperation());
        await Row.Alternate(_options.Rounds, (firstRow, _options.Read), (lastRow, _options.Read));
    }

    private Row PageRow(Subject subject, string name, string path)
        => HttpRow.Create(
            $"large: {name}", subject.Server, _options.Connections, () => new ReadWork([RequestBytes.Get(path, _large.Token)]));

    // The cursor before the last full page, found by walking through all pages.
    private async Task<string> LastCursor(Subject subject)
    {
        var operators = await OperatorCalls.SignIn(subject.Server.Http);
        string before = "", cursor = "";
        while (true)
        {
            var page = await operators.Send(
                HttpMethod.Get, $"/v1/organizations/{_large.Organization}/members?limit=100{(cursor.Length == 0 ? "" : $"&after={cursor}")}", _large.Token);
            if ((string?)page!["page"]!["next"] is not { } next) return before;
            (before, cursor) = (cursor, Uri.EscapeDataString(next));
        }
    }
}

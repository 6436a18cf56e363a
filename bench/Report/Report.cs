using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Tenantry.Bench;

/// <summary>Collects the rows and targets; prints one table and writes a JSON file.</summary>
internal sealed class Report
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private readonly List<(Row Row, Row? Limit)> _rows = [];
    private readonly List<Target> _targets = [];
    private readonly List<Target> _conditions = [];

    /// <summary>Whether a row had an answer that was not the expected one.</summary>
    public bool Failed => Rows.Any(row => row.Errors > 0 || row.Rounds.All(round => round.Operations == 0));

    private IEnumerable<Row> Rows => _rows.SelectMany(pair => pair.Limit is null ? [pair.Row] : new[] { pair.Row, pair.Limit });

    /// <param name="row">A row.</param>
    /// <param name="limit">What it is compared with.</param>
    public void Add(Row row, Row? limit = null) => _rows.Add((row, limit));

    /// <summary>A figure that sums up, and what the design wants of it.</summary>
    public void Target(string name, double? bound, Func<double> figure, bool atLeast = false)
        => _targets.Add(new Target(name, bound, atLeast, figure));

    /// <summary>What must hold or the run does not count.</summary>
    public void Condition(string name, double bound, Func<double> figure)
        => _conditions.Add(new Target(name, bound, AtLeast: false, figure));

    public string ToText(Surroundings surroundings)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"""
            {surroundings.Cores} cores, {surroundings.Connections} connections, {surroundings.Rounds} rounds (medians), {surroundings.Runtime}, {surroundings.Took.TotalSeconds:0} s

            {"",-48} {"ops/s",8} {"p50 ms",9} {"p99 ms",9} {"CPU ms/op",10} {"generator",10} {"settle s",9} {"MB",6} {"errors",7}
            """);
        foreach (var (row, limit) in _rows)
        {
            AppendRow(text, row, "");
            if (limit is not null) AppendRow(text, limit, "  ");
        }

        text.AppendLine();
        foreach (var target in _targets.Concat(_conditions)) text.AppendLine(target.ToString());
        foreach (var row in Rows.Where(row => row.FirstError is not null))
            text.AppendLine(CultureInfo.InvariantCulture, $"FAILED {row.Name}: {row.FirstError}");
        if (!surroundings.Counts) text.AppendLine("This run does not count: it is a Debug build or a smoke test.");
        else if (_conditions.Any(condition => !condition.IsMet))
            text.AppendLine("This run does not count: the limit is too dear, so the machine or the generator is.");
        return text.ToString();
    }

    public void Save(string file, Surroundings surroundings)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        var content = new
        {
            surroundings,
            counts = surroundings.Counts && _conditions.All(condition => condition.IsMet),
            rows = _rows.Select(pair => new { row = Figures(pair.Row), limit = pair.Limit is null ? null : Figures(pair.Limit) }),
            targets = _targets.Concat(_conditions).Select(target => new { target.Name, target.Value, target.Bound, target.AtLeast, target.IsMet }),
        };
        File.WriteAllText(file, JsonSerializer.Serialize(content, Json) + "\n");
    }

    private static void AppendRow(StringBuilder text, Row row, string indent) => text.AppendLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{indent + row.Name,-48} {row.Rate(),8:0} {row.Median(round => round.P50),9:0.00} {row.Median(round => round.P99),9:0.00} {row.CpuPerOperation(),10:0.0000} {row.GeneratorPerOperation(),10:0.0000} {row.Median(round => round.SettleSeconds),9:0.00} {row.Rounds[^1].Memory >> 20,6} {row.Errors,7}"));

    private static object Figures(Row row) => new
    {
        row.Name,
        rate = row.Rate(),
        p50 = row.Median(round => round.P50),
        p99 = row.Median(round => round.P99),
        cpuPerOperation = row.CpuPerOperation(),
        generatorPerOperation = row.GeneratorPerOperation(),
        row.Errors,
        row.FirstError,
        row.Rounds,
    };
}

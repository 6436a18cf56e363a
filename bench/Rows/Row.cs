namespace Tenantry.Bench;

/// <summary>A line of the report: one kind of work, measured several times.</summary>
internal sealed class Row(string name, Func<TimeSpan, Task<Measurement>> measure)
{
    private readonly List<Measurement> _rounds = [];

    public string Name { get; } = name;

    public IReadOnlyList<Measurement> Rounds => _rounds;

    public long Errors => _rounds.Sum(round => round.Errors);

    public string? FirstError => _rounds.FirstOrDefault(round => round.FirstError is not null)?.FirstError;

    /// <summary>Measures for so long and throws the result away: the runtime compiles what is hot in the meantime.</summary>
    public async Task WarmUp(TimeSpan duration) => await measure(duration);

    public async Task Measure(TimeSpan duration) => _rounds.Add(await measure(duration));

    /// <summary>Measures the rows in turn, so that what changes on the machine in the meantime changes for all of them.</summary>
    public static async Task Alternate(int rounds, params IReadOnlyList<(Row Row, TimeSpan Duration)> rows)
    {
        for (var round = 0; round < rounds; round++)
        {
            foreach (var (row, duration) in rows) await row.Measure(duration);
        }
    }

    public double Median(Func<Measurement, double> figure)
    {
        var sorted = _rounds.Select(figure).Order().ToList();
        var middle = sorted.Count / 2;
        return sorted.Count switch
        {
            0 => 0,
            _ when sorted.Count % 2 == 1 => sorted[middle],
            _ => (sorted[middle - 1] + sorted[middle]) / 2,
        };
    }
}

/// <summary>The figures that the report is about.</summary>
internal static class RowFigures
{
    /// <summary>Operations a second.</summary>
    public static double Rate(this Row row) => row.Median(round => round.Rate);

    /// <summary>Milliseconds of CPU of the measured process.</summary>
    public static double CpuPerOperation(this Row row) => row.Median(round => round.CpuPerOperation);

    /// <summary>Milliseconds of CPU of the generator.</summary>
    public static double GeneratorPerOperation(this Row row) => row.Median(round => round.GeneratorPerOperation);
}

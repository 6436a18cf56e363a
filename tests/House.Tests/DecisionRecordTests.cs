using System.Globalization;

namespace Tenantry.House.Tests;

/// <summary>Decisions are numbered, and each says why.</summary>
public sealed class DecisionRecordTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "docs", "adr");

    public static TheoryData<string> Records => [.. Directory.EnumerateFiles(Folder, "*.md").Select(file => Path.GetFileName(file)).Order()];

    [Theory, MemberData(nameof(Records))]
    public void A_record_has_its_context_its_decision_and_its_consequences(string record)
    {
        var lines = File.ReadAllLines(Path.Combine(Folder, record));

        Assert.StartsWith($"# {record[..4]}: ", lines[0], StringComparison.Ordinal);
        Assert.Equal(["## Context", "## Decision", "## Consequences"], lines.Where(line => line.StartsWith("## ", StringComparison.Ordinal)));
    }

    [Fact]
    public void No_two_records_have_one_number()
    {
        var numbers = Records.Select(record => int.Parse(((string)record)[..4], CultureInfo.InvariantCulture)).ToList();

        Assert.Equal(numbers.Distinct(), numbers);
        Assert.Equal(1, numbers.Min());
    }
}

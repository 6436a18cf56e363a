using Microsoft.Data.Sqlite;

namespace Tenantry.Bench;

/// <summary>How large the records in a server's database really are, by type.</summary>
internal sealed class RecordSizes
{
    private readonly Dictionary<string, RecordSize> _byType = new(StringComparer.Ordinal);

    private RecordSizes()
    {
    }

    /// <exception cref="InvalidOperationException">There are no records of this type.</exception>
    public RecordSize this[string type] => _byType.TryGetValue(type, out var size)
        ? size
        : throw new InvalidOperationException(
            $"The server stored no record of type '{type}' but of {string.Join(", ", _byType.Keys)}: the store's limit would be wrong.");

    /// <summary>The type that has the largest record, and its bytes.</summary>
    public (string Type, int Bytes) Largest => _byType.Select(pair => (pair.Key, pair.Value.Most)).MaxBy(pair => pair.Most);

    public static RecordSizes Read(string database)
    {
        using var connection = new SqliteConnection($"Data Source={database};Mode=ReadOnly");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = """
            SELECT type, min(bytes), avg(bytes), max(bytes)
            FROM (SELECT substr(partition, 1, instr(partition, '/') - 1) AS type, length(CAST(body AS BLOB)) AS bytes FROM records)
            GROUP BY type
            """;
        using var rows = command.ExecuteReader();
        var sizes = new RecordSizes();
        while (rows.Read())
            sizes._byType[rows.GetString(0)] = new(rows.GetInt32(1), (int)Math.Round(rows.GetDouble(2)), rows.GetInt32(3));
        return sizes;
    }
}

/// <summary>Bytes of the bodies of one type.</summary>
internal readonly record struct RecordSize(int Least, int Mean, int Most);

using System.Globalization;
using Amazon.DynamoDBv2.Model;

namespace Tenantry.Persistence;

/// <summary>
/// The silos of a cluster, with the table's version: one item of the same table. As it is one item, it is read and changed as a
/// whole, and a row never shows without its version. A row takes some 300 bytes; an item holds more than a thousand.
/// </summary>
internal static class MembershipItem
{
    public const string Version = "v";
    public const string Silos = "silos";
    public const string Alive = "alive";

    private const string Name = "name";
    private const string Host = "host";
    private const string Status = "status";
    private const string Proxy = "proxy";
    private const string Started = "started";
    private const string Suspicions = "suspicions";

    /// <summary>Where it is. No type of grain begins like this, so it is nobody's record.</summary>
    public static Dictionary<string, AttributeValue> Address(string cluster) => Columns.Address(new RecordKey($"$membership/{cluster}", ""));

    public static MembershipTableData ToData(Dictionary<string, AttributeValue> item, Func<SiloAddress, bool> wanted) => new(
        [.. item[Silos].M.Select(row => (Silo: SiloAddress.FromParsableString(row.Key), row.Value.M)).Where(row => wanted(row.Silo))
            .Select(row => Tuple.Create(ToEntry(row.Silo, row.M), row.M[Columns.Etag].S))],
        new TableVersion((int)Columns.Number(item[Version]), item[Columns.Etag].S));

    public static AttributeValue ToRow(MembershipEntry entry, string etag) => new()
    {
        M = new()
        {
            [Columns.Etag] = new(etag),
            [Name] = new(entry.SiloName ?? ""),
            [Host] = new(entry.HostName ?? ""),
            [Status] = new(entry.Status.ToString()),
            [Proxy] = Columns.Number(entry.ProxyPort),
            [Started] = new(Text(entry.StartTime)),
            [Alive] = new(Text(entry.IAmAliveTime)),
            [Suspicions] = new()
            {
                L = [.. (entry.SuspectTimes ?? []).Select(one => new AttributeValue($"{one.Item1.ToParsableString()} {Text(one.Item2)}"))],
                IsLSet = true,
            },
        },
    };

    public static string Text(DateTime time) => time.ToString("O", CultureInfo.InvariantCulture);

    private static MembershipEntry ToEntry(SiloAddress silo, Dictionary<string, AttributeValue> row) => new()
    {
        SiloAddress = silo,
        SiloName = row[Name].S,
        HostName = row[Host].S,
        Status = Enum.Parse<SiloStatus>(row[Status].S),
        ProxyPort = (int)Columns.Number(row[Proxy]),
        StartTime = Time(row[Started].S),
        IAmAliveTime = Time(row[Alive].S),
        SuspectTimes = [.. (row[Suspicions].L ?? []).Select(one => one.S.Split(' ')).Select(one => Tuple.Create(SiloAddress.FromParsableString(one[0]), Time(one[1])))],
    };

    private static DateTime Time(string text) => DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind);
}

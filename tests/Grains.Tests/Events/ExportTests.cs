using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace Tenantry.Grains.Tests;

public sealed class ExportTests(LogCluster cluster) : IClassFixture<LogCluster>
{
    private const string Odd = "=cmd|' /C calc'!A0\r\n\"quoted\", back\\slash <é€😀\u2028>\t\u0001";

    private readonly LogId _log = LogCluster.NewUserLog();

    [Fact]
    public async Task An_export_says_what_it_is_and_ends_with_what_the_log_had_come_to()
    {
        await cluster.Append(_log, cluster.Happened("a.b"), cluster.Happened());

        var lines = await cluster.Lines(_log);

        Assert.Equal(4, lines.Length);
        Assert.Equal(("log", 1, _log.Value), ((string)lines[0]["kind"]!, (int)lines[0]["version"]!, (string)lines[0]["log"]!));
        Assert.Equal((1, 2), ((int)lines[0]["first"]!, (int)lines[0]["last"]!));
        Assert.Null(lines[0]["filter"]);
        Assert.Null(lines[0]["checkpoint"]);
        Assert.Equal(("event", "a.b"), ((string)lines[1]["kind"]!, (string)lines[1]["type"]!));
        Assert.Equal((string)lines[1]["hash"]!, (string)lines[2]["previous"]!);
        Assert.Equal(("head", 2), ((string)lines[3]["kind"]!, (int)lines[3]["sequence"]!));
        Assert.Equal((string)lines[2]["hash"]!, (string)lines[3]["hash"]!);
    }

    [Fact]
    public async Task An_event_carries_the_bytes_that_were_hashed()
    {
        await cluster.Append(_log, cluster.Happened(value: Odd));

        var line = (await cluster.Export(await cluster.Plan(_log))).Split('\n')[1];

        var content = line[(line.IndexOf("\"content\":", StringComparison.Ordinal) + 10)..^1];
        var node = System.Text.Json.Nodes.JsonNode.Parse(line)!;
        Assert.Equal(Odd, (string)node["content"]!["data"]!["value"]!);
        Assert.Equal(
            (string)node["contentDigest"]!,
            Convert.ToHexStringLower(SHA256.HashData([.. Convert.FromHexString((string)node["salt"]!), .. Encoding.UTF8.GetBytes(content)])));
    }

    [Fact]
    public async Task A_redacted_event_has_neither_content_nor_salt()
    {
        var wanted = cluster.Happened(value: "secret");
        await cluster.Append(_log, wanted);
        await cluster.Grains.EventLog(_log).Redact(wanted.Id, "reason", TypedId.From<EventId>(Guid.CreateVersion7()), Actor.System);

        var line = (await cluster.Lines(_log))[1];

        Assert.Null(line["content"]);
        Assert.Null(line["salt"]);
        Assert.NotNull(line["contentDigest"]);
    }

    [Fact]
    public async Task An_export_tells_of_its_checkpoint_and_of_the_newest_signature()
    {
        await cluster.Append(_log, cluster.Happened());
        await cluster.Pass(_log, TimeSpan.FromDays(200));
        await cluster.Append(_log, cluster.Happened());
        await cluster.Pass(_log, TimeSpan.FromDays(200));

        var lines = await cluster.Lines(_log);

        Assert.Equal(1, (int)lines[0]["checkpoint"]!["sequence"]!);
        Assert.StartsWith("signed", (string)lines[0]["checkpoint"]!["signature"]!, StringComparison.Ordinal);
        Assert.Equal((string)lines[0]["checkpoint"]!["hash"]!, (string)lines[1]["previous"]!);
        Assert.Equal((int)lines[^1]["sequence"]! - 1, (int)lines[^1]["signed"]!["sequence"]!);
    }

    [Fact]
    public async Task A_filtered_export_says_so()
    {
        await cluster.Append(_log, cluster.Happened("member.added"), cluster.Happened(), cluster.Happened("member.removed"));

        var lines = await cluster.Lines(_log, new AuditFilter { Types = ["member.*"], ActorKind = ActorKind.System });

        Assert.Equal("member.*", (string)lines[0]["filter"]!["types"]![0]!);
        Assert.Equal("system", (string)lines[0]["filter"]!["actorKind"]!);
        Assert.Equal([1, 3], lines[1..^1].Select(line => (long)line["sequence"]!));
    }

    [Fact]
    public async Task A_span_of_time_is_a_range_without_gaps()
    {
        var noon = cluster.Clock.GetUtcNow();
        cluster.Clock.Advance(TimeSpan.FromMinutes(50));
        foreach (var minute in (int[])[0, 10, 5, 20, 15, 40])
            await cluster.Append(_log, cluster.Happened() with { OccurredAt = noon.AddMinutes(minute) });

        Assert.Equal((2, 5), await Range(noon.AddMinutes(6), noon.AddMinutes(16)));
        Assert.Equal((1, 6), await Range(null, null));
        Assert.Equal((6, 6), await Range(noon.AddMinutes(30), null));
        Assert.Equal((1, 3), await Range(null, noon.AddMinutes(10)));
        Assert.Equal((7, 6), await Range(noon.AddMinutes(50), null));
        Assert.Equal((1, 0), await Range(null, noon));
        Assert.Equal(2, (await cluster.Export(await cluster.Plan(_log, to: noon))).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public async Task A_log_without_events_has_an_export()
    {
        Assert.Equal(2, (await cluster.Lines(_log)).Length);
        Assert.Equal(1, (await cluster.Export(await cluster.Plan(_log, ExportFormat.Csv))).Count(c => c == '\n'));
    }

    [Theory]
    [InlineData(ExportFormat.Ndjson)]
    [InlineData(ExportFormat.Csv)]
    public async Task An_export_resumed_anywhere_is_the_same(ExportFormat format)
    {
        for (var i = 0; i < 40; i++)
            await cluster.Append(_log, [.. Enumerable.Range(0, 60).Select(_ => cluster.Happened(value: new string('x', 100)))]);
        var plan = await cluster.Plan(_log, format);
        await cluster.Append(_log, cluster.Happened("test.later"));
        var whole = await cluster.Export(plan);

        Assert.DoesNotContain("test.later", whole, StringComparison.Ordinal);
        foreach (var after in (long[])[0, 1, 59, 60, 61, 999, 1000, 1001, 2399, 2400])
            Assert.EndsWith(await cluster.Export(plan, after), whole, StringComparison.Ordinal);
        Assert.Equal(1 + 2400 + (format == ExportFormat.Ndjson ? 1 : 0), whole.Count(c => c == '\n'));
        var first = (await cluster.Grains.Lists().ReadExport(plan, null, plan.Last)).Value!;
        Assert.InRange(first.Content.Length, 1, 600 * 1024);
    }

    [Fact]
    public async Task What_the_log_removed_meanwhile_is_not_exported_as_if_it_had_never_been()
    {
        await cluster.Append(_log, cluster.Happened());
        var plan = await cluster.Plan(_log);
        await cluster.Pass(_log, TimeSpan.FromDays(400));

        Assert.Equal(ErrorCode.EventsExpired, (await cluster.Grains.Lists().ReadExport(plan, null, plan.Last)).Error!.Code);
    }

    [Fact]
    public void A_table_is_read_as_it_was_written_and_holds_no_formula()
    {
        var happened = cluster.Happened("test.odd", subject: Odd) with
        {
            RequestId = "+1+1",
            Data = ImmutableSortedDictionary<string, string?>.Empty.Add("value", Odd).Add("none", null),
            After = ImmutableSortedDictionary<string, string?>.Empty.Add("name", "@SUM(A1)"),
        };
        var lines = new CsvLines();

        lines.Add(EventChain.Link(EventChain.Root, 1, happened), EventChain.Root);

        var row = Csv.Read(Encoding.UTF8.GetString(lines.ToBytes())).Single();
        Assert.Equal(14, row.Length);
        Assert.Equal("'" + Odd, row[7]);
        Assert.Equal("'+1+1", row[8]);
        Assert.Equal(Odd, (string)System.Text.Json.Nodes.JsonNode.Parse(row[9])!["value"]!);
        Assert.Equal("", row[10]);
        Assert.Equal("""{"name":"@SUM(A1)"}""", row[11]);
        Assert.Equal("false", row[12]);
    }

    private async Task<(long First, long Last)> Range(DateTimeOffset? from, DateTimeOffset? to)
    {
        var plan = await cluster.Plan(_log, from: from, to: to);
        return (plan.First, plan.Last);
    }
}

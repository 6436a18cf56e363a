using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Tenantry.Grains.Interfaces;

namespace Tenantry.Silo.Tests;

public sealed class VerifyLogTests(LogHost host) : IClassFixture<LogHost>
{
    [Fact]
    public async Task A_whole_export_holds()
    {
        var (exit, said, wrong) = await Verify(host.Lines, host.Keys);

        Assert.Equal((VerifyLog.Whole, ""), (exit, wrong));
        Assert.Contains($"{host.Log}: 7 events, 3 to 9, are each what was logged, and one unbroken chain.", said, StringComparison.Ordinal);
        Assert.Contains("Redacted: 1 of them", said, StringComparison.Ordinal);
        Assert.Contains("Removed: everything through event 2", said, StringComparison.Ordinal);
        Assert.Contains("Signed: through event 7", said, StringComparison.Ordinal);
        Assert.Contains("Not signed: what follows event 7", said, StringComparison.Ordinal);
        Assert.DoesNotContain("Not checked", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_keys_the_signatures_are_not_checked()
    {
        var (exit, said, _) = await Verify(host.Lines, keys: null);

        Assert.Equal(VerifyLog.Whole, exit);
        Assert.Contains("Not checked: signatures", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_a_filtered_export_each_event_is_checked_but_not_the_chain()
    {
        var lines = await host.Export(host.Log, new AuditFilter { Types = ["user.renamed"] });
        var (exit, said, _) = await Verify(lines, host.Keys);

        Assert.Equal(VerifyLog.Whole, exit);
        Assert.Contains("2 events are each what was logged", said, StringComparison.Ordinal);
        Assert.Contains("Not checked: the chain, since the export is filtered", said, StringComparison.Ordinal);

        lines[1] = lines[1].Replace("quoted", "quotes", StringComparison.Ordinal);
        Assert.Equal(VerifyLog.Broken, (await Verify(lines, host.Keys)).Exit);
    }

    [Fact]
    public async Task A_change_of_any_character_is_found_in_its_line()
    {
        for (var line = 0; line < host.Lines.Length; line++)
        {
            var bytes = Encoding.UTF8.GetBytes(host.Lines[line]);
            // When it was exported is said by nobody but the server.
            var end = line == 0 ? host.Lines[0].IndexOf(",\"exportedAt\"", StringComparison.Ordinal) : bytes.Length;
            for (var at = line % 5; at < end; at += 5)
            {
                var changed = (byte[])bytes.Clone();
                changed[at] ^= 1;
                var (exit, _, wrong) = await Verify([.. host.Lines.Select((text, i) => i == line ? changed : Encoding.UTF8.GetBytes(text))], host.Keys);

                Assert.True(exit == VerifyLog.Broken, $"Line {line + 1}, byte {at} of {host.Lines[line]}");
                // Numbers and hashes in the first line are what others are held against.
                Assert.Matches(line == 0 ? @"^Line (1|2|\d+)" : $"^Line {line + 1}[: ]", wrong);
            }
        }
    }

    [Theory]
    [InlineData("a line is gone", 3, "Event 4 should stand here")]
    [InlineData("a line is there twice", 4, "Event 5 should stand here")]
    [InlineData("two lines changed places", 3, "Event 4 should stand here")]
    [InlineData("the last event is gone", 8, "Events 9 to 9 are missing")]
    [InlineData("the last line is gone", 9, "cut off")]
    [InlineData("everything is gone", 1, "empty")]
    [InlineData("the first line is gone", 1, "begins with a line of the kind 'log'")]
    [InlineData("a line is behind the last", 10, "does not belong here")]
    [InlineData("a second first line", 2, "does not belong here")]
    [InlineData("no JSON", 5, "not a line of JSON")]
    [InlineData("a member more", 3, "'comment' is none of this format")]
    [InlineData("a member twice", 3, "stands there twice")]
    [InlineData("salt without content", 3, "one is there and one is not")]
    public async Task The_first_broken_link_is_named(string what, int line, string wrong)
    {
        var lines = host.Lines.ToList();
        switch (what)
        {
            case "a line is gone": lines.RemoveAt(2); break;
            case "a line is there twice": lines.Insert(2, lines[2]); break;
            case "two lines changed places": (lines[2], lines[3]) = (lines[3], lines[2]); break;
            case "the last event is gone": lines.RemoveAt(7); break;
            case "the last line is gone": lines.RemoveAt(8); break;
            case "everything is gone": lines.Clear(); break;
            case "the first line is gone": lines.RemoveAt(0); break;
            case "a line is behind the last": lines.Add(lines[7]); break;
            case "a second first line": lines.Insert(1, lines[0]); break;
            case "no JSON": lines[4] = "{"; break;
            case "a member more": lines[2] = lines[2].Replace("\"kind\"", "\"comment\":\"\",\"kind\"", StringComparison.Ordinal); break;
            case "a member twice": lines[2] = lines[2].Replace("\"kind\"", "\"type\":\"\",\"kind\"", StringComparison.Ordinal); break;
            case "salt without content": lines[2] = lines[2][..lines[2].IndexOf("\"content\":", StringComparison.Ordinal)] + "\"content\":null}"; break;
            default: throw new ArgumentOutOfRangeException(nameof(what), what, null);
        }

        var (exit, _, said) = await Verify(lines, host.Keys);

        Assert.Equal(VerifyLog.Broken, exit);
        Assert.Matches($"^Line {line}[: ]", said);
        Assert.Contains(wrong, said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_chain_that_was_rebuilt_is_betrayed_by_its_signature()
    {
        var lines = host.Lines.Select(line => JsonNode.Parse(line)!.AsObject()).ToArray();
        lines[2]["content"]!["data"]!["value"] = "never happened";
        Rebuild(lines);

        var (exit, _, said) = await Verify(lines.Select(line => line.ToJsonString()), keys: null);

        Assert.Equal(VerifyLog.Broken, exit);
        Assert.Matches("^Line 7 .*Event 7 is not the one that was signed", said);
    }

    [Fact]
    public async Task A_signature_of_somebody_else_is_none()
    {
        var keys = JsonNode.Parse(host.Keys)!;
        var kid = (string)keys["keys"]![1]!["kid"]!;
        keys["keys"]![1]!["kid"] = "another";

        var (exit, _, said) = await Verify(host.Lines, keys.ToJsonString());

        Assert.Equal(VerifyLog.Broken, exit);
        Assert.StartsWith($"Line 1: It is signed with the key {kid}, which is none of those given", said, StringComparison.Ordinal);

        using var stranger = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var point = stranger.ExportParameters(includePrivateParameters: false).Q;
        (keys["keys"]![1]!["kid"], keys["keys"]![1]!["x"], keys["keys"]![1]!["y"]) = (kid, Base64Url.EncodeToString(point.X), Base64Url.EncodeToString(point.Y));
        Assert.StartsWith("Line 1: The signature is not that of its key", (await Verify(host.Lines, keys.ToJsonString())).Wrong, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_erasure_that_nobody_announced_is_mentioned()
    {
        var lines = host.Lines.ToArray();
        var line = JsonNode.Parse(lines[2])!;
        (line["salt"], line["content"]) = (null, null);
        lines[2] = line.ToJsonString();

        var (exit, said, _) = await Verify(lines, host.Keys);

        Assert.Equal(VerifyLog.Whole, exit);
        Assert.Contains($"Redacted without a word: of 1 of them, {line["id"]}", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_export_that_cannot_be_read_is_not_called_broken()
    {
        Assert.Equal(VerifyLog.Unreadable, await VerifyLog.Run(["/no/such/file"], TextWriter.Null, TextWriter.Null));
        Assert.Equal(VerifyLog.Unreadable, await VerifyLog.Run([], TextWriter.Null, TextWriter.Null));
        Assert.Equal(VerifyLog.Unreadable, (await Verify(host.Lines, keys: "{}")).Exit);
    }

    [Fact]
    public async Task The_built_program_verifies()
    {
        using var folder = new TemporaryFolder();
        var (export, keys) = (folder.At("export.ndjson"), folder.At("keys.json"));
        await File.WriteAllLinesAsync(export, host.Lines, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(keys, host.Keys, TestContext.Current.CancellationToken);

        var good = await BuiltProgram.Run(folder.Path, "verify-log", export, "--keys", keys);
        await File.WriteAllLinesAsync(export, host.Lines[..^1], TestContext.Current.CancellationToken);
        var bad = await BuiltProgram.Run(folder.Path, "verify-log", export, "--keys", keys);

        Assert.Equal((0, 1), (good.ExitCode, bad.ExitCode));
        Assert.Contains("one unbroken chain", good.Output, StringComparison.Ordinal);
        Assert.StartsWith("Line 9: The export was cut off", bad.Error, StringComparison.Ordinal);
    }

    private static Task<(int Exit, string Said, string Wrong)> Verify(IEnumerable<string> lines, string? keys)
        => Verify([.. lines.Select(Encoding.UTF8.GetBytes)], keys);

    private static async Task<(int Exit, string Said, string Wrong)> Verify(byte[][] lines, string? keys)
    {
        using var folder = new TemporaryFolder();
        var (export, keyFile) = (folder.At("export.ndjson"), folder.At("keys.json"));
        await File.WriteAllBytesAsync(export, [.. lines.SelectMany(line => line.Append((byte)'\n'))]);
        if (keys is not null)
            await File.WriteAllTextAsync(keyFile, keys);
        var (output, errors) = (new StringWriter(), new StringWriter());
        var exit = await VerifyLog.Run(keys is null ? [export] : [export, "--keys", keyFile], output, errors);
        return (exit, output.ToString(), errors.ToString());
    }

    // As somebody would who holds the store and knows the format, but not the key.
    private static void Rebuild(JsonObject[] lines)
    {
        for (var i = 1; i < lines.Length - 1; i++)
        {
            if (i > 1)
                lines[i]["previous"] = (string)lines[i - 1]["hash"]!;
            if (lines[i]["content"] is { } content)
                lines[i]["contentDigest"] = Digest([.. Convert.FromHexString((string)lines[i]["salt"]!), .. Encoding.UTF8.GetBytes(content.ToJsonString())]);
            lines[i]["hash"] = Digest(Encoding.UTF8.GetBytes(string.Join(
                '\n', ((string[])["previous", "sequence", "id", "type", "time", "contentDigest"]).Select(name => lines[i][name]!.ToString()))));
        }

        lines[^1]["hash"] = (string)lines[^2]["hash"]!;
    }

    private static string Digest(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}

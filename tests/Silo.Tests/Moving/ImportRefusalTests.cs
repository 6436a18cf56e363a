using System.Text;

namespace Tenantry.Silo.Tests;

public sealed class ImportRefusalTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private string[] _lines = [];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string Target => _folder.At("to");

    public async ValueTask InitializeAsync()
    {
        await Move.Fill(_folder.At("from"), records: 40);
        await Move.Export(_folder.At("export"), Move.Sqlite(_folder.At("from")));
        _lines = await File.ReadAllLinesAsync(_folder.At("export"), Stop);
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return default;
    }

    [Fact]
    public async Task A_truncated_file_is_refused_before_anything_is_written()
    {
        var bytes = await File.ReadAllBytesAsync(_folder.At("export"), Stop);
        foreach (var length in new[] { 0, 10, bytes.Length / 2, bytes.Length - 2 })
            await Refuses(bytes[..length], length == 0 ? "not whole" : "");
        await Refuses(Text(_lines[..^1]), "The export is not whole: its last line is missing.");
    }

    [Fact]
    public async Task A_file_that_was_changed_is_refused_before_anything_is_written()
    {
        for (var i = 1; i < _lines.Length - 1; i += 7)
        {
            var changed = _lines[i].Replace("\"key\":\"", "\"key\":\"x", StringComparison.Ordinal);
            await Refuses(Text([.. _lines[..i], changed, .. _lines[(i + 1)..]]), "The export was changed after it was made: its hash differs.");
        }

        await Refuses(Text([.. _lines[..5], .. _lines[6..]]), "its hash differs");
        await Refuses(Text([.. _lines[..5], _lines[6], _lines[5], .. _lines[7..]]), "its hash differs");
        await Refuses(Text([.. _lines, _lines[5]]), $"Line {_lines.Length + 1} follows the last line of the export.");
        await Refuses(Text([.. _lines[..^1], _lines[^1].Replace("\"records\":41", "\"records\":42", StringComparison.Ordinal)]), "the sums differ");
    }

    [Fact]
    public async Task A_file_of_another_kind_is_refused()
    {
        await Refuses("{\"songs\":1}\n"u8.ToArray(), "The file is no export of Tenantry.");
        await Refuses("Waterloo\n"u8.ToArray(), "Line 1 of the export is no JSON object");
        await Refuses(
            Text([_lines[0].Replace("\"tenantryExport\":1", "\"tenantryExport\":2", StringComparison.Ordinal), .. _lines[1..]]),
            "The export has the format 2; this program knows 1 only.");
        var (exit, said) = await Move.Import(_folder.At("missing"), Move.Sqlite(Target));
        Assert.Equal(MoveCommand.Refused, exit);
        Assert.Contains("missing", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_that_holds_something_else_is_refused_and_left_alone()
    {
        await Move.Fill(Target, records: 2);

        var (exit, said) = await Move.Import(_folder.At("export"), Move.Sqlite(Target));

        Assert.Equal(MoveCommand.Refused, exit);
        Assert.Contains("which the export does not hold like this; import into an empty one.", said, StringComparison.Ordinal);
        await Move.Export(_folder.At("after"), Move.Sqlite(Target));
        Assert.Equal(3, (await Move.Content(_folder.At("after"))).Length);
    }

    [Fact]
    public async Task The_same_again_changes_nothing()
    {
        Assert.Equal(MoveCommand.Done, (await Move.Import(_folder.At("export"), Move.Sqlite(Target))).Exit);
        Assert.Equal(MoveCommand.Done, (await Move.Import(_folder.At("export"), Move.Sqlite(Target))).Exit);

        await Move.Export(_folder.At("after"), Move.Sqlite(Target));
        Assert.Equal(await Move.Content(_folder.At("export")), await Move.Content(_folder.At("after")));
    }

    [Fact]
    public async Task An_export_overwrites_nothing()
    {
        var said = new StringWriter();

        Assert.Equal(MoveCommand.Refused, await ExportStore.Run([_folder.At("export"), .. Move.Sqlite(_folder.At("from"))], said));

        Assert.Contains("exists already", said.ToString(), StringComparison.Ordinal);
        Assert.Equal(_lines, await File.ReadAllLinesAsync(_folder.At("export"), Stop));
    }

    private static byte[] Text(IEnumerable<string> lines) => Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => $"{line}\n")));

    private async Task Refuses(byte[] file, string why)
    {
        await File.WriteAllBytesAsync(_folder.At("bad"), file, Stop);

        var (exit, said) = await Move.Import(_folder.At("bad"), Move.Sqlite(Target));

        Assert.Equal(MoveCommand.Refused, exit);
        Assert.Contains(why, said, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Target));
    }
}

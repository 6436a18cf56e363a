using System.Security.Cryptography;
using System.Text;

namespace Tenantry.Silo.Tests;

/// <summary>The example of docs/events.md is one.</summary>
public sealed class EventDocumentTests
{
    [Fact]
    public async Task The_example_holds()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.At("export.ndjson"), Block("ndjson"), TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(folder.At("keys.json"), Block("json"), TestContext.Current.CancellationToken);
        var (output, errors) = (new StringWriter(), new StringWriter());

        var exit = await VerifyLog.Run([folder.At("export.ndjson"), "--keys", folder.At("keys.json")], output, errors);

        Assert.Equal((VerifyLog.Whole, ""), (exit, errors.ToString()));
        Assert.Contains("3 events, 1 to 3, are each what was logged, and one unbroken chain.", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("Signed: through event 2", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_hashed_is_shown_as_it_is()
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Block("text").TrimEnd('\n'))));

        Assert.Contains($"and the hash is `{hash}`.", Text(), StringComparison.Ordinal);
        Assert.Contains($"\"hash\":\"{hash}\"", Block("ndjson"), StringComparison.Ordinal);
    }

    private static string Block(string language)
    {
        var text = Text();
        var start = text.IndexOf($"```{language}\n", StringComparison.Ordinal) + language.Length + 4;
        return text[start..text.IndexOf("```", start, StringComparison.Ordinal)];
    }

    private static string Text()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Tenantry.slnx")))
            folder = folder.Parent!;
        return File.ReadAllText(Path.Combine(folder.FullName, "docs", "events.md"));
    }
}

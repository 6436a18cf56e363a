using System.Text.RegularExpressions;

namespace Tenantry.House.Tests;

/// <summary>What lies where, and how it looks from outside.</summary>
public sealed partial class FileTests
{
    private const int LongestFile = 300;

    // Folders are concepts of the field, not kinds of code.
    private static readonly string[] EmptyFolders =
        ["Helpers", "Utils", "Utilities", "Common", "Shared", "Services", "Models", "Dtos", "Managers", "Interfaces", "Extensions", "Misc"];

    private static IEnumerable<string> Sources => Repository.Files("*.cs");

    [Fact]
    public void No_file_is_longer_than_300_lines()
        => Rule.Holds(Sources.Where(file => File.ReadLines(file).Count() > LongestFile).Select(Repository.Relative));

    [Fact]
    public void Every_file_declares_the_namespace_of_its_room()
    {
        var strangers = Repository.Projects.SelectMany(project => project.Sources.Where(file =>
            Namespace().Match(File.ReadAllText(file)) is { Success: true } found && found.Groups[1].Value != project.Namespace));

        Rule.Holds(strangers.Select(Repository.Relative));
    }

    [Fact]
    public void No_folder_is_named_after_a_kind_of_code()
        => Rule.Holds(Sources.Select(Repository.Relative).Where(file => file.Split('/')[..^1].Any(EmptyFolders.Contains)));

    [Fact]
    public void Nothing_is_left_to_be_done()
        => Rule.Holds(Lines(Sources).Where(line => Promise().IsMatch(line.Text)).Select(line => line.Place));

    [Fact]
    public void Time_comes_from_a_TimeProvider()
    {
        var shipped = Repository.Rooms.Where(room => room.Name != "Bench").SelectMany(room => room.Sources);

        Rule.Holds(Lines(shipped).Where(line => Clock().IsMatch(line.Text)).Select(line => line.Place));
    }

    // Who has no Node, Java or PostgreSQL may still run the tests; continuous integration has them, and counts what is skipped as failure.
    private static readonly string[] MaySkip = ["NpmPackage.cs", "DynamoDbLocal.cs", "PostgresServer.cs"];

    [Fact]
    public void No_test_is_skipped_but_for_want_of_a_tool()
        => Rule.Holds(Lines(Sources.Where(file => !MaySkip.Contains(Path.GetFileName(file))))
            .Where(line => Skip().IsMatch(line.Text)).Select(line => line.Place));

    [Fact]
    public void Every_suppression_carries_its_reason()
    {
        var pragmas = Lines(Sources).Where(line => Pragma().IsMatch(line.Text) && !line.Text.Contains("//", StringComparison.Ordinal));
        var editorconfig = Lines([Path.Combine(Repository.Root, ".editorconfig")])
            .Where(line => line.Text.Contains("severity = none", StringComparison.Ordinal) && !line.Above.StartsWith('#'));
        var projects = Lines([.. Repository.Files("*.csproj"), .. Repository.Files("*.props")])
            .Where(line => line.Text.Contains("<NoWarn>", StringComparison.Ordinal) && !line.Above.Contains("<!--", StringComparison.Ordinal));

        Rule.Holds(pragmas.Concat(editorconfig).Concat(projects).Select(line => line.Place));
    }

    private static IEnumerable<(string Place, string Text, string Above)> Lines(IEnumerable<string> files)
        => files.SelectMany(file =>
        {
            var lines = File.ReadAllLines(file);
            return lines.Select((text, i) => ($"{Repository.Relative(file)}:{i + 1}", text, i == 0 ? "" : lines[i - 1].Trim()));
        });

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    [GeneratedRegex(@"\b(TO)(DO)\b|\bFIX(ME)\b|\bHA(CK)\b|NotImplemented(Exception)")]
    private static partial Regex Promise();

    [GeneratedRegex(@"\bDateTime(Offset)?\.(Utc)?Now\b")]
    private static partial Regex Clock();

    [GeneratedRegex(@"\bSkip(Unless|When)? = |\bAssert\.Ski(p)")]
    private static partial Regex Skip();

    [GeneratedRegex(@"^\s*#pragma warning disable")]
    private static partial Regex Pragma();
}

using System.Text.RegularExpressions;

namespace Tenantry.Hosting.Tests;

/// <summary>What is in deploy/ fits the program.</summary>
public sealed partial class DeploymentTests
{
    private static readonly string[] Rooms = ["Api", "Grains", "Grains.Interfaces", "Hosting", "Identity", "Persistence", "Silo"];

    // Of each folder, its files in one.
    private static readonly Lazy<string[]> Sources = new(() => [.. Rooms
        .SelectMany(room => Directory.EnumerateFiles(Checkout.At(room), "*.cs", SearchOption.AllDirectories))
        .GroupBy(Path.GetDirectoryName).Select(folder => string.Concat(folder.Select(File.ReadAllText)))]);

    public static TheoryData<string> Files =>
    [
        "Dockerfile", "deploy/compose.yaml", "deploy/haproxy.cfg",
        .. Directory.GetFiles(Checkout.At("deploy/kubernetes")).Concat(Directory.GetFiles(Checkout.At("docs"), "*.md")).Select(file => Path.GetRelativePath(Checkout.Root, file)),
    ];

    [Theory, MemberData(nameof(Files))]
    public void Every_setting_that_is_named_is_one_of_the_program(string file)
    {
        var named = Setting().Matches(File.ReadAllText(Checkout.At(file))).Select(match => match.Value.Replace("__", ":", StringComparison.Ordinal).TrimEnd(':')).Distinct();

        Assert.DoesNotContain(named, setting => !IsKnown(setting));
    }

    [Fact]
    public void A_setting_that_is_none_is_not_known() => Assert.False(IsKnown("Tenantry:Postgres:ConectionString") || IsKnown("Tenantry:Stoer"));

    [Fact]
    public void The_image_and_the_script_publish_alike()
    {
        var script = Publishing(File.ReadAllText(Checkout.At("deploy/publish")));

        Assert.Equal(["Silo", "Api"], script.Select(command => command.Program));
        Assert.Equal(Publishing(File.ReadAllText(Checkout.At("Dockerfile"))), script);
    }

    [Theory]
    [InlineData("silo")]
    [InlineData("front-end")]
    public void Nothing_is_cut_off_while_it_stops(string part)
    {
        var manifest = File.ReadAllText(Checkout.At($"deploy/kubernetes/{part}.yaml"));
        var patience = int.Parse(Regex.Match(manifest, @"terminationGracePeriodSeconds: (\d+)").Groups[1].Value, null);

        var stop = new StopOptions();
        stop.SetDefaults(StoreKind.Postgres);
        Assert.True(TimeSpan.FromSeconds(patience) > stop.HardLimit + TimeSpan.FromSeconds(5));
    }

    // By its full name, or by that of its section with its own in the same folder. Numbers and small letters are the user's names.
    private static bool IsKnown(string setting)
    {
        var parts = setting.Split(':').Where(part => char.IsUpper(part[0])).ToArray();
        return Enumerable.Range(1, parts.Length).Any(length => Sources.Value.Any(source
            => source.Contains($"\"{string.Join(':', parts[..length])}\"", StringComparison.Ordinal)
                && parts[length..].All(name => Regex.IsMatch(source, $@"\b{name}\b"))));
    }

    private static List<(string Program, string Options)> Publishing(string text)
        => [.. Publish().Matches(text.ReplaceLineEndings(" ").Replace("\\ ", " ", StringComparison.Ordinal))
            .Select(match => (match.Groups[1].Value, Regex.Replace(match.Groups[2].Value, @"\$\w+|/app|""", "").Replace("--arch", "--arch ", StringComparison.Ordinal)))
            .Select(one => (one.Item1, string.Join(' ', one.Item2.Split(' ', StringSplitOptions.RemoveEmptyEntries))))];

    [GeneratedRegex(@"\bTenantry(?:__|:)[A-Z]\w*?(?:(?:__|:)\w+?)*\b")]
    private static partial Regex Setting();

    [GeneratedRegex(@"dotnet publish (\w+) ((?:--?[\w:=-]+(?: (?:""?[$/\w]+""?))? *)+)")]
    private static partial Regex Publish();
}

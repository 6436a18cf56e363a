namespace Tenantry.Bench;

/// <summary>Where the built programs are, and how they are started so that they can be compared.</summary>
internal static class BuiltProgram
{
    private static readonly string Here = Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory);

    /// <summary>The folder above <c>artifacts/bin/Bench/release</c> that holds the solution.</summary>
    public static string Root { get; } = Path.GetFullPath(Path.Combine(Here, "..", "..", "..", ".."));

    /// <summary>Whether this is a build that measures.</summary>
    public static bool IsRelease { get; } = Path.GetFileName(Here).Equals("release", StringComparison.OrdinalIgnoreCase);

    private static string Silo { get; } = Find("Silo");

    /// <summary>The arguments of <c>dotnet</c> that start Tenantry.</summary>
    public static IEnumerable<string> Tenantry(params IEnumerable<string> arguments) => [$"{Silo}.dll", .. arguments];

    /// <summary>The arguments of <c>dotnet</c> that start a front end.</summary>
    public static IEnumerable<string> FrontEnd() => [$"{Find("Api")}.dll"];

    /// <summary>
    /// The arguments of <c>dotnet</c> that start this program in one of its other roles, with the runtime settings of Tenantry
    /// (garbage collector, tiered compilation), so that a difference is the program's own.
    /// </summary>
    public static IEnumerable<string> Role(params IEnumerable<string> arguments)
        => ["exec", "--runtimeconfig", $"{Silo}.runtimeconfig.json", Path.Combine(Here, "Tenantry.Bench.dll"), .. arguments];

    /// <summary>The environment variables that all measured processes share.</summary>
    public static Dictionary<string, string> Environment() => new()
    {
        ["DOTNET_ENVIRONMENT"] = "Production",
        ["ASPNETCORE_ENVIRONMENT"] = "Production",
        ["Logging__LogLevel__Default"] = "Warning",
    };

    private static string Find(string room) => Path.GetFullPath(Path.Combine(Here, "..", "..", room, Path.GetFileName(Here), $"Tenantry.{room}"));
}

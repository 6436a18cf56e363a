namespace Tenantry.House.Tests;

/// <summary>The checkout that these tests were built from.</summary>
internal static class Repository
{
    private static readonly string[] NotSource = ["artifacts", "bin", "obj", "data", "node_modules", "TestResults"];

    public static string Root { get; } = FindRoot();

    /// <summary>Every project of the checkout.</summary>
    public static IReadOnlyList<Project> Projects { get; } = [.. Files("*.csproj").Select(Project.Read).OrderBy(project => project.Name)];

    /// <summary>Projects with code that ships.</summary>
    public static IEnumerable<Project> Rooms => Projects.Where(project => !project.IsTest);

    public static IEnumerable<string> Files(string pattern)
        => Directory.EnumerateFiles(Root, pattern, SearchOption.AllDirectories).Where(IsSource);

    /// <summary>The path from the root, with forward slashes.</summary>
    public static string Relative(string path) => Path.GetRelativePath(Root, path).Replace('\\', '/');

    private static bool IsSource(string path)
        => !Relative(path).Split('/').Any(part => NotSource.Contains(part) || (part.StartsWith('.') && part.Length > 1 && part != ".ci" && part != ".editorconfig"));

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Tenantry.slnx")))
            folder = folder.Parent ?? throw new InvalidOperationException("These tests run from a build inside the checkout.");
        return folder.FullName;
    }
}

using System.ComponentModel;
using System.Diagnostics;

namespace Tenantry.Tests;

/// <summary>
/// A package of npm that tests run with node. <c>./test</c> installs it; who runs the tests in another way and has no Node gets
/// them skipped, which continuous integration counts as failure.
/// </summary>
/// <param name="Name">Its name.</param>
/// <param name="Version">Its version.</param>
/// <param name="Variable">The environment variable that names the folder where it was installed.</param>
internal sealed record NpmPackage(string Name, string Version, string Variable)
{
    /// <summary>Further packages that are installed with it, each as name@version.</summary>
    public IReadOnlyList<string> Beside { get; init; } = [];

    /// <summary>The path of a file in the package, which is installed now if it was not before.</summary>
    public async Task<string> Find(string file)
    {
        var folder = Environment.GetEnvironmentVariable(Variable) ?? Path.Combine(Root(), "artifacts", Name);
        var path = Path.Combine(folder, "node_modules", Name, file);
        if (File.Exists(path) || await Install(folder))
            return path;

        Assert.Skip($"There is no Node with npm, so {Name} cannot run.");
        return path;
    }

    private async Task<bool> Install(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            using var npm = Process.Start(new ProcessStartInfo(
                "npm", ["install", "--silent", "--no-audit", "--no-fund", "--prefix", folder, $"{Name}@{Version}", .. Beside]))!;
            await npm.WaitForExitAsync(TestContext.Current.CancellationToken);
            return npm.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Tenantry.slnx")))
            folder = folder.Parent ?? throw new InvalidOperationException("These tests run from a build inside the checkout.");
        return folder.FullName;
    }
}

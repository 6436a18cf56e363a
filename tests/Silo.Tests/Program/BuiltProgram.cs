using System.Diagnostics;

namespace Tenantry.Silo.Tests;

/// <summary>The program as it was built along with these tests.</summary>
internal static class BuiltProgram
{
    /// <summary>Reduces password hashing to nothing, which only Development allows.</summary>
    public static readonly string[] QuickPasswords =
        ["--environment=Development", "--Tenantry:Identity:PasswordIterations=1", "--Tenantry:Limits:SignupsPerMinute=1000000"];

    public static string Path { get; } = Find();

    /// <summary>
    /// Starts it. Through <c>env</c>, because a shell that runs these tests in the background has children ignore Ctrl-C; env
    /// becomes the program, so the process id is the program's.
    /// </summary>
    public static Process Start(string workingDirectory, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo("env", ["--default-signal=INT", Path, .. arguments])
        {
            WorkingDirectory = workingDirectory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // What the machine sets for others must not change what these tests see.
        foreach (var name in start.Environment.Keys.Where(IsAspNetSetting).ToList())
            start.Environment.Remove(name);
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    /// <summary>Runs it to its end, which must come soon.</summary>
    public static async Task<(int ExitCode, string Output, string Error)> Run(string workingDirectory, params string[] arguments)
    {
        using var process = Start(workingDirectory, arguments);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(60));
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(patience.Token);
            var error = process.StandardError.ReadToEndAsync(patience.Token);
            await process.WaitForExitAsync(patience.Token);
            return (process.ExitCode, await output, await error);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill();
        }
    }

    private static bool IsAspNetSetting(string name)
        => name.StartsWith("ASPNETCORE_", StringComparison.Ordinal)
            || name.StartsWith("Tenantry", StringComparison.OrdinalIgnoreCase)
            || name is "DOTNET_ENVIRONMENT" or "URLS";

    // artifacts/bin/Silo.Tests/<configuration>/ beside artifacts/bin/Silo/<configuration>/.
    private static string Find()
    {
        var mine = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd('/', '\\'));
        return System.IO.Path.Combine(mine.Parent!.Parent!.FullName, "Silo", mine.Name, "Tenantry.Silo");
    }
}

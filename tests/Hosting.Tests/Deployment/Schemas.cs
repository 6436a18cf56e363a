using System.Diagnostics;
using Tenantry.Tests;

namespace Tenantry.Hosting.Tests;

/// <summary>The schemas of Docker Compose and Kubernetes, and what breaks them.</summary>
internal static class Schemas
{
    private static readonly NpmPackage Package = new("dclint", "3.1.0", "TENANTRY_SCHEMAS")
    {
        Beside = ["kubernetes-models@4.5.1", "@kubernetes/client-node@2.0.1", "ajv@8.20.0", "yaml@2.9.1"],
    };

    /// <summary>A line for each fault; none when there is none.</summary>
    /// <param name="kind">compose or kubernetes.</param>
    /// <param name="files">The files.</param>
    public static async Task<string[]> Faults(string kind, params IEnumerable<string> files)
    {
        var schema = await Package.Find("schemas/compose.schema.json");
        var check = Path.Combine(Checkout.Root, "tests", "Hosting.Tests", "Deployment", "check.mjs");
        using var node = Process.Start(new ProcessStartInfo("node", [check, kind, .. files])
        {
            // Beside node_modules.
            WorkingDirectory = Path.GetFullPath("../../..", Path.GetDirectoryName(schema)!),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = node.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = await node.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await node.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(node.ExitCode == 0, error);
        return (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}

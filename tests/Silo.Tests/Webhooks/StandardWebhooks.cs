using System.Diagnostics;
using System.Text.Json;
using Tenantry.Tests;

namespace Tenantry.Silo.Tests;

/// <summary>The signatures of deliveries as the package <c>standardwebhooks</c> of npm judges them, which is not ours.</summary>
internal static class StandardWebhooks
{
    private const string Script = """
        const { Webhook } = require(process.argv[1]);
        const lines = require("fs").readFileSync(process.argv[2], "utf8").split("\n").filter(line => line);
        for (const { secret, id, timestamp, signature, body } of lines.map(line => JSON.parse(line))) {
          try {
            new Webhook(secret).verify(body, { "webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": signature });
            console.log("good");
          } catch (error) {
            console.log(error.message);
          }
        }
        """;

    private static readonly NpmPackage Package = new("standardwebhooks", "1.1.1", "TENANTRY_STANDARDWEBHOOKS");

    /// <summary>What it says of each: <c>good</c>, or why not.</summary>
    public static async Task<IReadOnlyList<string>> Judge(TemporaryFolder folder, IEnumerable<(string Secret, Delivery Delivery)> deliveries)
    {
        var package = Path.GetDirectoryName(await Package.Find("package.json"))!;
        var file = folder.At("deliveries.ndjson");
        await File.WriteAllLinesAsync(
            file,
            deliveries.Select(one => JsonSerializer.Serialize(new
            {
                secret = one.Secret,
                id = one.Delivery.Id,
                timestamp = one.Delivery.Timestamp,
                signature = one.Delivery.Signature,
                body = one.Delivery.Body,
            })),
            TestContext.Current.CancellationToken);
        using var node = Process.Start(new ProcessStartInfo("node", ["--eval", Script, package, file]) { RedirectStandardOutput = true })!;
        var said = await node.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await node.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, node.ExitCode);
        return said.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}

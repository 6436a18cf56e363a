using System.Diagnostics;
using Amazon.Runtime;
using Amazon.SQS;
using Amazon.SQS.Model;
using Tenantry.Tests;

namespace Tenantry.Silo.Tests;

/// <summary>The stand-in for Amazon SQS from npm, in a process of its own, with one queue.</summary>
internal sealed class SqsLocal : IAsyncDisposable
{
    private const string Region = "eu-central-1";

    private static readonly NpmPackage Package = new("fauxqs", "1.9.2", "TENANTRY_FAUXQS");
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    private readonly Process _process;

    private SqsLocal(Process process) => _process = process;

    public Uri Address { get; private set; } = null!;

    public string QueueUrl { get; private set; } = "";

    /// <summary>What has been received, in the order of receipt.</summary>
    public List<Message> Received { get; } = [];

    private AmazonSQSClient Client { get; set; } = null!;

    public static async Task<SqsLocal> Start(bool fifo)
    {
        var module = new Uri(await Package.Find("dist/app.js"));
        var script = $$"""
            import { buildApp } from "{{module}}";
            const app = buildApp({ logger: false, defaultRegion: "{{Region}}" });
            console.log(await app.listen({ port: 0, host: "127.0.0.1" }));
            """;
        var local = new SqsLocal(Process.Start(
            new ProcessStartInfo("node", ["--input-type=module", "--eval", script]) { RedirectStandardOutput = true })!);
        try
        {
            var line = await local._process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(StartLimit);
            local.Address = new Uri(line ?? throw new InvalidOperationException("fauxqs ended before it was ready."));
            local.Client = new AmazonSQSClient(
                new BasicAWSCredentials("local", "local"), new AmazonSQSConfig { ServiceURL = local.Address.ToString(), AuthenticationRegion = Region });
            local.QueueUrl = (await local.Client.CreateQueueAsync(new CreateQueueRequest
            {
                QueueName = fifo ? "events.fifo" : "events",
                Attributes = fifo ? new() { ["FifoQueue"] = "true" } : [],
            })).QueueUrl;
            return local;
        }
        catch
        {
            await local.DisposeAsync();
            throw;
        }
    }

    /// <summary>The settings of a program that sends there.</summary>
    public string[] Arguments(Uri? through = null) =>
    [
        $"--Tenantry:Bus:Sqs:QueueUrl={QueueUrl}", $"--Tenantry:Bus:Sqs:ServiceUrl={through ?? Address}", $"--Tenantry:Bus:Sqs:Region={Region}",
    ];

    /// <summary>Takes what there is out of the queue; answers whether there was anything.</summary>
    public async Task<bool> Receive()
    {
        var answer = await Client.ReceiveMessageAsync(new ReceiveMessageRequest
        {
            QueueUrl = QueueUrl,
            MaxNumberOfMessages = 10,
            MessageAttributeNames = ["All"],
            MessageSystemAttributeNames = ["All"],
        });
        if (answer.Messages is not { Count: > 0 } messages)
            return false;
        Received.AddRange(messages);
        await Client.DeleteMessageBatchAsync(
            QueueUrl, [.. messages.Select((message, i) => new DeleteMessageBatchRequestEntry($"{i}", message.ReceiptHandle))]);
        return true;
    }

    public async ValueTask DisposeAsync()
    {
        Client?.Dispose();
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}

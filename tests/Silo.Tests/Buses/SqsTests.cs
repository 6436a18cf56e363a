using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Tenantry.Tests;

namespace Tenantry.Silo.Tests;

/// <summary>Every event reaches the product's own bus.</summary>
public sealed class SqsTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private int _renamed;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_fifo_queue_gets_each_log_in_order_though_the_program_is_killed_again_and_again()
    {
        await using var queue = await SqsLocal.Start(fifo: true);
        // In turn a call fails, and an answer is lost.
        await using var proxy = await FailingProxy.Start(queue.Address);
        using var folder = new TemporaryFolder();
        string[] arguments = [.. Arguments(folder), .. queue.Arguments(through: proxy.Address)];
        var random = new Random(20261125);
        var tenants = new List<string>();
        for (var life = 0; life < 5; life++)
        {
            await using var program = await RunningProgram.StartIn(folder.Path, arguments, CognitoLocal.Credentials);
            if (life == 0)
            {
                for (var tenant = 0; tenant < 4; tenant++)
                    tenants.Add(await SignUp(program.Http, tenant));
                Assert.Contains($"Events go to      SQS {queue.QueueUrl}", program.Said, StringComparison.Ordinal);
            }

            var renaming = Task.WhenAll(tenants.Select((tenant, i) => Rename(program.Http, tenant, Email(i))));
            await Eventually.Holds(() => Task.FromResult(_renamed > 20 * (life + 1)), Deadline, "enough has happened");
            await Task.Delay(random.Next(0, 300), Cancellation);
            await program.Kill();
            await renaming;
        }

        await using var last = await RunningProgram.StartIn(folder.Path, arguments, CognitoLocal.Credentials);
        var @operator = await last.Http.LogInFirstOperator(folder.At("data"));
        var happened = new Dictionary<string, JsonElement>();
        await Eventually.Holds(
            async () =>
            {
                if (await queue.Receive())
                    return false;
                // What the last life had not said yet is said by its alarms.
                happened = (await last.Http.AllEvents(@operator)).ToDictionary(one => Text(one, "id"));
                return happened.Count > _renamed && queue.Received.Select(Id).ToHashSet().SetEquals(happened.Keys);
            },
            Deadline, "the queue has every event");

        // A FIFO queue drops what comes again.
        Assert.Equal(happened.Keys.Order(), queue.Received.Select(Id).Order());
        foreach (var log in queue.Received.GroupBy(message => message.Attributes["MessageGroupId"]))
        {
            var sequences = log.Select(message => int.Parse(Text(Body(message), "sequence"), null)).ToList();
            Assert.Equal(sequences.Order(), sequences);
            Assert.All(log, message => Assert.Equal(log.Key, message.MessageAttributes["log"].StringValue));
            Assert.All(log, message => Assert.EndsWith(log.Key, Text(Body(message), "source"), StringComparison.Ordinal));
        }

        // Those who pull and those who receive see the same.
        foreach (var message in queue.Received)
        {
            Assert.Equal("application/cloudevents+json", message.MessageAttributes["contentType"].StringValue);
            Assert.True(JsonElement.DeepEquals(happened[Id(message)], Body(message)), message.Body);
        }
    }

    [Fact]
    public async Task A_standard_queue_gets_what_it_wants()
    {
        await using var queue = await SqsLocal.Start(fifo: false);
        using var folder = new TemporaryFolder();
        await using var program = await RunningProgram.StartIn(
            folder.Path, [.. Arguments(folder), .. queue.Arguments(), "--Tenantry:Bus:Sqs:EventTypes=project.*, member.added"], CognitoLocal.Credentials);
        await SignUp(program.Http, 0);
        await SignUp(program.Http, 1);
        await Eventually.Holds(
            async () =>
            {
                await queue.Receive();
                return queue.Received.Count >= 4;
            },
            Deadline, "the queue has what it wants");
        await program.Stop();
        while (await queue.Receive())
        {
        }

        Assert.Equal(
            ["member.added", "member.added", "project.created", "project.created"], queue.Received.Select(message => Text(Body(message), "type")).Order());
    }

    [Theory]
    [InlineData("Tenantry:Bus:Sqs:QueueUrl must be the http or https address of a queue; it is 'events'.", "QueueUrl=events")]
    [InlineData("Tenantry:Bus:Sqs:Region is missing, and the queue's address does not tell it.", "QueueUrl=http://127.0.0.1:9/000000000000/events")]
    [InlineData("Tenantry:Bus:Sqs:QueueUrl is missing; without it nothing else of Tenantry:Bus:Sqs is used.", "Region=eu-central-1")]
    [InlineData(
        "Tenantry:Bus:Sqs:EventTypes has 'Member', which must be a type of event such as member.added, or the beginning of some such as member.*.",
        "QueueUrl=https://sqs.eu-central-1.amazonaws.com/123456789012/events", "EventTypes=Member")]
    public async Task A_queue_that_is_half_configured_stops_the_start(string line, params string[] settings)
    {
        using var folder = new TemporaryFolder();
        var (code, _, error) = await BuiltProgram.Run(
            folder.Path, [.. Arguments(folder), .. settings.Select(setting => $"--Tenantry:Bus:Sqs:{setting}")]);
        Assert.NotEqual(0, code);
        Assert.Equal($"Tenantry did not start: {line}", error.Trim());
    }

    private static string[] Arguments(TemporaryFolder folder)
        => [$"--Tenantry:Data={folder.At("data")}", "--urls=http://127.0.0.1:0", .. BuiltProgram.QuickPasswords, "--Logging:LogLevel:Default=Error"];

    private static string Email(int number) => $"firm{number}@bus.example";

    private static async Task<string> SignUp(HttpClient http, int number)
    {
        using var answer = await http.SignUp(Tenant.Body($"Firm {number}", Email(number)));
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        return body.GetProperty("organization").GetProperty("id").GetString()!;
    }

    private async Task Rename(HttpClient http, string organization, string email)
    {
        try
        {
            var token = await http.LogIn(email);
            while (true)
            {
                using var request = new HttpRequestMessage(HttpMethod.Patch, $"/v1/organizations/{organization}")
                {
                    Content = JsonContent.Create(new { name = $"Firm {Guid.NewGuid():N}" }),
                };
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
                using var answer = await http.SendAsync(request, Cancellation);
                if (answer.IsSuccessStatusCode)
                    Interlocked.Increment(ref _renamed);
            }
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            // The program was killed.
        }
    }

    private static JsonElement Body(Amazon.SQS.Model.Message message) => JsonDocument.Parse(message.Body).RootElement;

    private static string Id(Amazon.SQS.Model.Message message) => Text(Body(message), "id");

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}

using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using NJsonSchema;

namespace Tenantry.Api.Tests;

/// <summary>Whatever changes something through the API is told of.</summary>
public sealed class EveryCommandTests(ApiHost host)
{
    private const int AtOnce = 4;

    // An invitation is the organization's own, with the address that it typed.
    private static readonly string[] TellsAddresses = ["invitation"];

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly ConcurrentDictionary<string, JsonSchema> _schemas = new();
    private readonly ConcurrentDictionary<string, ConcurrentQueue<JsonNode>> _fed = new();

    [Fact]
    public async Task Every_operation_that_changes_something_makes_an_event_as_the_catalogue_has_it()
    {
        var operations = await Operations();
        Assert.Contains(("POST", "/v1/signups"), operations);
        using var done = new CancellationTokenSource();
        var feed = Follow(done.Token);

        var failures = new ConcurrentBag<string>();
        await Parallel.ForEachAsync(
            operations.Where(operation => !Scenes.Silent.ContainsKey($"{operation.Method} {operation.Path}")),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = TestContext.Current.CancellationToken },
            async (operation, _) =>
            {
                if (await FailureOf(operation.Method, operation.Path) is { } failure)
                    failures.Add(failure);
            });
        await done.CancelAsync();
        await feed;

        Assert.True(failures.IsEmpty, string.Join('\n', failures.Order(StringComparer.Ordinal)));
    }

    [Fact]
    public async Task No_exception_and_no_scene_is_one_for_nothing()
    {
        var operations = (await Operations()).Select(operation => $"{operation.Method} {operation.Path}").ToHashSet();

        Assert.DoesNotContain(Scenes.Silent.Keys.Concat(Scenes.All), operation => !operations.Contains(operation));
        Assert.Empty(Scenes.Silent.Keys.Intersect(Scenes.All));
        Assert.All(Scenes.Silent.Values, reason => Assert.NotEmpty(reason));
    }

    [Fact]
    public async Task Whoever_signs_in_is_told_of_with_how_and_a_refresh_is_not()
    {
        var tenant = await Tenant.SignUp(host);
        var session = await host.LogIn(tenant.Email, Tenant.Password);
        await host.Refresh(session.At("refresh_token")!);
        var log = LogId.Of(UserId.Wrap(tenant.User));
        await tenant.Host.Http.Ask("PATCH", "/v1/me", """{"name":"Grace"}""", tenant.Admin);

        await Eventually.True(async () => (await host.Grains.Lists().Events(log, 0, 10)).Any(one => one.Event.Type == "account.renamed"));

        var events = (await host.Grains.Lists().Events(log, 0, 10)).Select(one => one.Event).ToList();
        Assert.Equal(["session.started", "session.started", "account.renamed"], events.Select(one => one.Type));
        Assert.Equal(("pwd", null), (events[0].Data["methods"], events[0].Data["client"]));
        Assert.All(events, one => Assert.Equal(Actor.User(UserId.Wrap(tenant.User)), one.CausedBy));
        Assert.Equal(("Ada", "Grace"), (events[2].Before!["name"], events[2].After!["name"]));
    }

    [Fact]
    public async Task The_catalogue_is_for_everybody()
    {
        var first = await host.Http.Ask("GET", "/v1/event-types?limit=1");
        Assert.Equal((200, EventTypes.All[0].Name), (first.Status, (string?)first.Json["data"]![0]!["name"]));
        Assert.NotNull(first.At("page.next"));

        var schema = await host.Http.Ask("GET", "/v1/event-types/member.role_changed/schema");
        Assert.Equal((200, "application/schema+json", "member.role_changed"), (schema.Status, schema.MediaType, schema.At("title")));
        Assert.Equal("https://json-schema.org/draft/2020-12/schema", schema.At("$schema"));

        (await host.Http.Ask("GET", "/v1/event-types/member.painted/schema"))
            .IsProblem(404, "event_type_not_found", "/v1/event-types/member.painted/schema");
    }

    /// <summary>The operations of the OpenAPI document that are no reading.</summary>
    private async Task<List<(string Method, string Path)>> Operations()
    {
        var document = (await host.Http.Ask("GET", "/openapi/v1.json")).Json;
        return
        [
            .. from path in document["paths"]!.AsObject()
               from operation in path.Value!.AsObject()
               where operation.Key is "post" or "put" or "patch" or "delete"
               select (operation.Key.ToUpperInvariant(), path.Key.Length > 1 ? path.Key.TrimEnd('/') : path.Key),
        ];
    }

    private async Task<string?> FailureOf(string method, string template)
    {
        try
        {
            var scene = new Scene(host, await Tenant.SignUp(host), method, template);
            var call = await scene.Prepare();
            var request = ActivityTraceId.CreateRandom().ToHexString();
            var reply = await host.Http.Ask(
                method, call.Path, call.Body, call.Token, ("traceparent", $"00-{request}-{ActivitySpanId.CreateRandom().ToHexString()}-01"));
            if (reply.Status is < 200 or >= 300)
                return $"{method} {template}: {reply.Status} {reply.Text}";

            var events = await Caused(request);
            if (events.Count == 0)
                return $"{method} {template}: no event";
            foreach (var happened in events)
            {
                if (await DefectOf(happened, Secrets(reply)) is { } defect)
                    return $"{method} {template}: {defect}";
            }

            return null;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return $"{method} {template}: {exception.Message}";
        }
    }

    private async Task<IReadOnlyCollection<JsonNode>> Caused(string request)
    {
        var since = Stopwatch.GetTimestamp();
        while (!_fed.ContainsKey(request) && Stopwatch.GetElapsedTime(since) < Patience)
            await Task.Delay(TimeSpan.FromMilliseconds(20), TestContext.Current.CancellationToken);
        return _fed.TryGetValue(request, out var events) ? events : [];
    }

    // What the event says is what its schema says, and neither a secret nor the address of somebody whom it is not about.
    private async Task<string?> DefectOf(JsonNode happened, IEnumerable<string> secrets)
    {
        var name = (string)happened["type"]!;
        if (EventTypes.Find(name) is not { } type)
            return $"{name} is not in the catalogue";
        var log = (string)happened["source"]! switch
        {
            "/operators" => LogKind.Operators,
            var source when source.StartsWith("/users/", StringComparison.Ordinal) => LogKind.User,
            _ => LogKind.Organization,
        };
        if (!type.Logs.Contains(log))
            return $"{name} is in the log of {log}";

        var data = happened["data"]!.ToJsonString();
        if (secrets.Any(secret => data.Contains(secret, StringComparison.Ordinal)))
            return $"{name} tells a secret";
        if (data.Contains('@', StringComparison.Ordinal) && !TellsAddresses.Contains(name.Split('.')[0]) && name != EventTypes.AccountEmailChanged.Name)
            return $"{name} tells an address";
        var errors = (await SchemaOf(name)).Validate(data);
        return errors.Count == 0 ? null : $"{name}: {string.Join("; ", errors)} in {data}";
    }

    /// <summary>The passwords that were typed, and whatever the answer shows once.</summary>
    private static IEnumerable<string> Secrets(Reply reply)
        => [Tenant.Password, Scene.Other, .. reply.MediaType == "application/json" ? Texts(reply.Json, isSecret: false).Where(text => text.Length >= 10) : []];

    private static IEnumerable<string> Texts(JsonNode? node, bool isSecret) => node switch
    {
        JsonObject all => all.SelectMany(member => Texts(member.Value, member.Key is "secret" or "token" or "codes" or "uri" || IsKeyText(member))),
        JsonArray all => all.SelectMany(item => Texts(item, isSecret)),
        JsonValue value when isSecret && value.TryGetValue<string>(out var text) => [text],
        _ => [],
    };

    // Flags and steps have keys too, of another kind and short.
    private static bool IsKeyText(KeyValuePair<string, JsonNode?> member)
        => member is { Key: "key", Value: JsonValue value } && value.TryGetValue<string>(out var text) && text.Length > 25;

    private async Task<JsonSchema> SchemaOf(string type)
    {
        if (_schemas.TryGetValue(type, out var known))
            return known;
        var reply = await host.Http.Ask("GET", $"/v1/event-types/{type}/schema");
        Assert.Equal(200, reply.Status);
        return _schemas[type] = await JsonSchema.FromJsonAsync(reply.Text, TestContext.Current.CancellationToken);
    }

    /// <summary>Reads the events of all logs, as the product's servers see them, until it is told to stop.</summary>
    private async Task Follow(CancellationToken done)
    {
        var after = await host.Grains.EventFeed().Beyond(-1, TimeSpan.Zero, CancellationToken.None);
        while (!done.IsCancellationRequested)
        {
            var events = await host.Grains.Lists().FedEvents(after, 200);
            foreach (var fed in events)
            {
                after = fed.Position;
                if (fed.Logged.Event.RequestId is { } request)
                    _fed.GetOrAdd(request, _ => new()).Enqueue(JsonNode.Parse(Encoding.UTF8.GetString(CloudEvent.Of(fed).ToJson()))!);
            }

            if (events.IsEmpty)
                await Task.Delay(TimeSpan.FromMilliseconds(50), CancellationToken.None);
        }
    }
}

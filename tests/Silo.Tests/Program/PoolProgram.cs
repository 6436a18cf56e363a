using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tenantry.Tests;

namespace Tenantry.Silo.Tests;

/// <summary>The built program with its users in a pool of Cognito's stand-in.</summary>
internal sealed class PoolProgram : IAsyncDisposable
{
    public static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);

    private readonly TemporaryFolder _folder = new();

    private PoolProgram(CognitoLocal pool) => Pool = pool;

    public CognitoLocal Pool { get; }

    public RunningProgram Program { get; private set; } = null!;

    public HttpClient Http => Program.Http;

    public static async Task<PoolProgram> Start(params string[] arguments)
    {
        var started = new PoolProgram(await CognitoLocal.Start());
        started.Program = await RunningProgram.StartIn(
            started._folder.Path, [.. Arguments(started._folder, started.Pool.Settings()), .. arguments], CognitoLocal.Credentials);
        return started;
    }

    public static IEnumerable<string> Arguments(TemporaryFolder folder, IEnumerable<(string Name, string Value)> settings) =>
    [
        $"--Tenantry:Data={folder.At("data")}", "--urls=http://127.0.0.1:0", .. BuiltProgram.QuickPasswords,
        .. settings.Select(setting => $"--{setting.Name}={setting.Value}"),
    ];

    /// <summary>The token of the first operator.</summary>
    public async Task<string> Operator()
    {
        var lines = await File.ReadAllLinesAsync(_folder.At("data/operator.txt"), TestContext.Current.CancellationToken);
        string Value(string name) => lines.Last(line => line.StartsWith($"{name}:", StringComparison.Ordinal))[(name.Length + 1)..].Trim();
        return await Http.LogInOperator(Value("email"), Value("password"));
    }

    public async Task<(int Status, JsonNode? Body, HttpResponseHeaders Headers)> Ask(string method, string path, object? body = null, string? token = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = body is null ? null : JsonContent.Create(body) };
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await Http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return ((int)answer.StatusCode, text.Length == 0 ? null : JsonNode.Parse(text), answer.Headers);
    }

    /// <summary>Signs up here; answers the ids when the pool has followed.</summary>
    public async Task<(string Organization, string User)> SignUp(string email)
    {
        using var answer = await Http.SignUp(Tenant.Body("Acme", email));
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, body.ToString());
        var organization = body.GetProperty("organization").GetProperty("id").GetString()!;
        var identity = body.GetProperty("organization").GetProperty("identity");
        Assert.Equal("cognito", identity.GetProperty("provider").GetString());
        var token = await Operator();
        await Eventually.Holds(async () => await Identity(organization, token) == "ready", Soon, "the pool has followed");
        return (organization, body.GetProperty("user").GetProperty("id").GetString()!);
    }

    /// <summary>How far the pool has followed an organization.</summary>
    public async Task<string?> Identity(string organization, string @operator)
        => (string?)(await Ask("GET", $"/v1/admin/organizations/{organization}", token: @operator)).Body!["identity"]?["status"];

    public async ValueTask DisposeAsync()
    {
        if (Program is not null)
            await Program.DisposeAsync();
        await Pool.DisposeAsync();
        _folder.Dispose();
    }
}

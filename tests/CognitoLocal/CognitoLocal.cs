using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace Tenantry.Tests;

/// <summary>
/// The stand-in for Amazon Cognito from npm, in a process of its own, with one user pool that has one app client. <c>./test</c>
/// installs it; who runs the tests in another way and has no Node gets them skipped, which continuous integration counts as failure.
/// </summary>
internal sealed class CognitoLocal : IAsyncDisposable
{
    private static readonly NpmPackage Package = new("cognito-local", "5.3.0", "TENANTRY_COGNITO_LOCAL");

    private const string TargetPrefix = "AWSCognitoIdentityProviderService.";

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly DirectoryInfo _folder;
    private readonly HttpClient _http;

    private CognitoLocal(Process process, DirectoryInfo folder, Uri address)
    {
        _process = process;
        _folder = folder;
        _http = new HttpClient { BaseAddress = address };
        // It says a line for every refusal; unread, they would fill the pipe.
        _process.OutputDataReceived += (_, _) => { };
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public Uri Address => _http.BaseAddress!;

    public string UserPoolId { get; private set; } = "";

    public string ClientId { get; private set; } = "";

    /// <summary>The settings of a program that uses the pool.</summary>
    public (string Name, string Value)[] Settings(Uri? through = null) =>
    [
        ("Tenantry:Identity", "cognito"),
        ("Tenantry:Cognito:UserPoolId", UserPoolId),
        ("Tenantry:Cognito:Region", "eu-central-1"),
        ("Tenantry:Cognito:ClientIds", ClientId),
        ("Tenantry:Cognito:ServiceUrl", (through ?? Address).ToString()),
    ];

    /// <summary>Credentials that it takes, like any.</summary>
    public static IReadOnlyDictionary<string, string> Credentials { get; } = new Dictionary<string, string>
    {
        ["AWS_ACCESS_KEY_ID"] = "local",
        ["AWS_SECRET_ACCESS_KEY"] = "local",
    };

    public static async Task<CognitoLocal> Start()
    {
        var program = await Package.Find("lib/bin/start.js");
        var folder = Directory.CreateTempSubdirectory("tenantry-cognito-");
        var port = FreePort();
        var start = new ProcessStartInfo("node", [program])
        {
            WorkingDirectory = folder.FullName,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        (start.Environment["HOST"], start.Environment["PORT"]) = ("127.0.0.1", $"{port}");
        var local = new CognitoLocal(Process.Start(start)!, folder, new Uri($"http://127.0.0.1:{port}"));
        try
        {
            await local.IsUp();
            await local.MakePool();
            return local;
        }
        catch
        {
            await local.DisposeAsync();
            throw;
        }
    }

    /// <summary>Asks for an operation as AWS's JSON protocol has it; it does not mind that nothing is signed.</summary>
    public async Task<JsonNode> Ask(string operation, JsonObject request)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, "/")
        {
            Content = new StringContent(request.ToJsonString(), Encoding.UTF8),
        };
        message.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-amz-json-1.1");
        message.Headers.Add("X-Amz-Target", TargetPrefix + operation);
        using var answer = await _http.SendAsync(message, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, $"{operation}: {text}");
        return JsonNode.Parse(text)!;
    }

    /// <summary>As <see cref="Ask"/>, about the pool.</summary>
    public Task<JsonNode> AskPool(string operation, params (string Name, JsonNode? Value)[] members)
        => Ask(operation, new JsonObject([new("UserPoolId", UserPoolId), .. members.Select(member => KeyValuePair.Create(member.Name, member.Value))]));

    /// <summary>Signs in; answers the access token and the id token.</summary>
    public async Task<(string Access, string Id)> SignIn(string email, string password)
    {
        var answer = await Ask("InitiateAuth", new JsonObject
        {
            [nameof(ClientId)] = ClientId,
            ["AuthFlow"] = "USER_PASSWORD_AUTH",
            ["AuthParameters"] = new JsonObject { ["USERNAME"] = email, ["PASSWORD"] = password },
        });
        var tokens = answer["AuthenticationResult"]!;
        return ((string)tokens["AccessToken"]!, (string)tokens["IdToken"]!);
    }

    /// <summary>Makes a user in the pool itself, as somebody does who signs up there.</summary>
    public async Task<string> SelfSignUp(string email, string password, bool verified)
    {
        var made = await AskPool(
            "AdminCreateUser", ("Username", email), ("MessageAction", "SUPPRESS"),
            ("UserAttributes", new JsonArray(Attribute("email", email), Attribute("email_verified", verified ? "true" : "false"), Attribute("name", "Ada"))));
        await AskPool("AdminSetUserPassword", ("Username", email), ("Password", password), ("Permanent", true));
        return (string)made["User"]!["Username"]!;
    }

    /// <summary>The attributes of a user.</summary>
    public async Task<IReadOnlyDictionary<string, string>> AttributesOf(string email)
        => (await AskPool("AdminGetUser", ("Username", email)))["UserAttributes"]!.AsArray().ToDictionary(one => (string)one!["Name"]!, one => (string)one!["Value"]!);

    /// <summary>Whether a user may sign in.</summary>
    public async Task<bool> IsEnabled(string email) => (bool)(await AskPool("AdminGetUser", ("Username", email)))["Enabled"]!;

    /// <summary>Whether there is such a user.</summary>
    public async Task<bool> Has(string email) => (await AskPool("ListUsers"))["Users"]!.AsArray().Select(EmailOf).Contains(email);

    /// <summary>The email addresses of a group's users.</summary>
    public async Task<IEnumerable<string>> MembersOf(string group)
        => (await AskPool("ListUsersInGroup", ("GroupName", group)))["Users"]!.AsArray().Select(EmailOf);

    /// <summary>The email address of a user in a list.</summary>
    public static string EmailOf(JsonNode? user)
        => (string)user!["Attributes"]!.AsArray().Single(one => (string)one!["Name"]! == "email")!["Value"]!;

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _folder.Delete(recursive: true);
    }

    private static JsonObject Attribute(string name, string value) => new() { ["Name"] = name, ["Value"] = value };

    private static JsonObject Custom(string name)
        => new() { ["Name"] = name, ["AttributeDataType"] = "String", ["Mutable"] = true, ["DeveloperOnlyAttribute"] = false };

    private async Task IsUp()
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(StartLimit);
        while (true)
        {
            try
            {
                using var answer = await _http.GetAsync(new Uri("/health", UriKind.Relative), patience.Token);
                if (answer.IsSuccessStatusCode)
                    return;
            }
            catch (HttpRequestException)
            {
                Assert.False(_process.HasExited, "cognito-local ended before it was ready.");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), patience.Token);
        }
    }

    private async Task MakePool()
    {
        var pool = await Ask("CreateUserPool", new JsonObject
        {
            ["PoolName"] = "tenantry",
            ["UsernameAttributes"] = new JsonArray("email"),
            ["Schema"] = new JsonArray(Custom("tenantId"), Custom("role")),
        });
        UserPoolId = (string)pool["UserPool"]!["Id"]!;
        var client = await AskPool("CreateUserPoolClient", ("ClientName", "app"));
        ClientId = (string)client["UserPoolClient"]![nameof(ClientId)]!;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }
}

using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;

namespace Tenantry.Silo.Tests;

/// <summary>What is for operators is served on a port of its own, and looks like nothing at all on the public one.</summary>
public sealed class InternalPortTests : IAsyncLifetime
{
    private const string Email = "ops@example.com";
    private const string Password = "violet-tractor-mumbles";

    private readonly TemporaryFolder _folder = new();
    private readonly int _port = FreePort();
    private RunningProgram? _program;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private HttpClient Http => _program!.Http;

    private Uri Public => _program!.Address;

    private Uri Internal => new($"http://127.0.0.1:{_port}");

    public async ValueTask InitializeAsync()
        => _program = await RunningProgram.Start(
            _folder.At("data"),
            [
                .. BuiltProgram.QuickPasswords, $"--Tenantry:Internal:Urls=http://127.0.0.1:{_port}",
                $"--Tenantry:Operator:Email={Email}", $"--Tenantry:Operator:Password={Password}",
            ]);

    public async ValueTask DisposeAsync()
    {
        if (_program is not null)
            await _program.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task On_the_public_port_there_is_nothing_for_operators_whatever_host_the_request_names()
    {
        var (token, refreshToken) = await LogIn(Internal);
        var nothing = await Ask(Public, HttpMethod.Get, "/v1/nothing");
        Assert.Equal(HttpStatusCode.NotFound, nothing.Status);

        foreach (var host in (string?[])[null, $"127.0.0.1:{_port}", $"localhost:{_port}"])
        {
            foreach (var (method, path) in Paths)
            {
                var found = await Ask(Public, method, path, token, host);
                Assert.True(
                    found.Status == HttpStatusCode.NotFound && found.Kind == nothing.Kind && found.Allow == "",
                    $"{method} {path} for {host}: {found}");
            }

            Assert.Equal("invalid_scope", (await Token(Public, host, ("grant_type", "password"), ("username", Email), ("password", Password), ("scope", "operator"))).Error);
            Assert.Equal("invalid_grant", (await Token(Public, host, ("grant_type", "refresh_token"), ("refresh_token", refreshToken))).Error);
        }
    }

    [Fact]
    public async Task A_scope_that_is_not_served_is_like_one_that_there_is_not()
    {
        var real = await Token(Public, null, ("grant_type", "password"), ("username", Email), ("password", Password), ("scope", "operator"));
        var none = await Token(Public, null, ("grant_type", "password"), ("username", Email), ("password", Password), ("scope", "operatorr"));

        Assert.Equal(none, real);
        Assert.Equal("[]", await Scopes(Public));
        Assert.Equal("[\"operator\"]", await Scopes(Internal));
    }

    [Fact]
    public async Task On_the_internal_port_everything_is_there()
    {
        var (token, refreshToken) = await LogIn(Internal);

        Assert.Equal(HttpStatusCode.OK, (await Ask(Internal, HttpMethod.Get, "/v1/admin/organizations", token)).Status);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await Ask(Internal, HttpMethod.Delete, "/v1/admin/organizations", token)).Status);
        Assert.Equal(HttpStatusCode.OK, (await Ask(Internal, HttpMethod.Get, "/dashboard/sign-in")).Status);
        Assert.Equal(HttpStatusCode.OK, (await Ask(Internal, HttpMethod.Get, "/healthz/ready")).Status);
        Assert.Null((await Token(Internal, null, ("grant_type", "refresh_token"), ("refresh_token", refreshToken))).Error);
        Assert.Contains($"  Dashboard         http://127.0.0.1:{_port}/dashboard", _program!.Said, StringComparison.Ordinal);
        Assert.Contains($"  Internal          http://127.0.0.1:{_port} ", _program.Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_tenants_do_works_on_the_public_port()
    {
        using var signUp = await Http.SignUp(Tenant.Body("Acme", "ada@example.com"));

        Assert.Equal(HttpStatusCode.Created, signUp.StatusCode);
    }

    [Theory]
    [InlineData("http://127.0.0.1:0")]
    [InlineData("nonsense")]
    [InlineData(";")]
    public Task An_address_that_is_none_stops_the_start(string urls)
        => Refuses(urls, $"Tenantry:Internal:Urls must be addresses with a port, such as http://127.0.0.1:8081, separated by semicolons, not '{urls}'.");

    [Fact]
    public Task The_public_port_is_no_internal_one()
        => Refuses("http://127.0.0.1:8080", "Tenantry:Internal:Urls needs a port of its own; 8080 is the public one.");

    private static (HttpMethod Method, string Path)[] Paths =>
    [
        (HttpMethod.Get, "/v1/admin/organizations"), (HttpMethod.Get, "/V1/Admin/Organizations/"), (HttpMethod.Delete, "/v1/admin/organizations"),
        (HttpMethod.Get, "/v1/admin/me"), (HttpMethod.Post, "/v1/admin/me/totp"), (HttpMethod.Get, "/v1/admin/operators"),
        (HttpMethod.Get, "/v1/admin/users"), (HttpMethod.Get, "/v1/admin/product"), (HttpMethod.Get, "/v1/admin/mails"),
        (HttpMethod.Get, "/dashboard"), (HttpMethod.Get, "/dashboard/"), (HttpMethod.Get, "/dashboard/sign-in"), (HttpMethod.Put, "/dashboard/sign-in"),
        (HttpMethod.Get, "/dashboard/DashboardCounters"), (HttpMethod.Get, "/dashboard/sign-in.css"),
    ];

    private async Task Refuses(string urls, string line)
    {
        var (exitCode, _, error) = await BuiltProgram.Run("/", $"--Tenantry:Data={_folder.At("refused")}", $"--Tenantry:Internal:Urls={urls}");

        Assert.Equal((1, $"Tenantry did not start: {line}"), (exitCode, error.Trim()));
    }

    private async Task<(string AccessToken, string RefreshToken)> LogIn(Uri server)
    {
        var answer = await Token(server, null, ("grant_type", "password"), ("username", Email), ("password", Password), ("scope", "operator"));
        return (answer.AccessToken!, answer.RefreshToken!);
    }

    private async Task<string> Scopes(Uri server)
        => (await Http.GetFromJsonAsync<JsonElement>(new Uri(server, "/.well-known/oauth-authorization-server"), Cancellation)).GetProperty("scopes_supported").GetRawText();

    private async Task<TokenAnswer> Token(Uri server, string? host, params (string Name, string Value)[] form)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server, "/oauth/token"))
        {
            Content = new FormUrlEncodedContent(form.Select(field => KeyValuePair.Create(field.Name, field.Value))),
        };
        request.Headers.Host = host;
        using var response = await Http.SendAsync(request, Cancellation);
        var body = await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        return new(Text("error"), Text("error_description"), Text("access_token"), Text("refresh_token"));

        string? Text(string name) => body.TryGetProperty(name, out var value) ? value.GetString() : null;
    }

    private async Task<Found> Ask(Uri server, HttpMethod method, string path, string? token = null, string? host = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(server, path));
        request.Headers.Host = host;
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = await Http.SendAsync(request, Cancellation);
        var text = await response.Content.ReadAsStringAsync(Cancellation);
        return new(
            response.StatusCode,
            response.Content.Headers.ContentType?.MediaType == "application/problem+json" ? JsonDocument.Parse(text).RootElement.GetProperty("code").GetString() : null,
            string.Join(", ", response.Content.Headers.Allow));
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private sealed record Found(HttpStatusCode Status, string? Kind, string Allow);

    private sealed record TokenAnswer(string? Error, string? Description, string? AccessToken, string? RefreshToken);
}

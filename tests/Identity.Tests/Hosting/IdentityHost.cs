using System.Net.Http.Headers;
using System.Security.Claims;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Tenantry.Identity.Tests;

/// <summary>A real server with only the identity room, and one protected page, <c>/who</c>, which says who asks.</summary>
internal sealed class IdentityHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private IdentityHost(WebApplication app, LogCapture logs)
    {
        _app = app;
        Logs = logs;
        // A request that asks before it sends its body waits for the answer, however busy the machine is.
        Http = new HttpClient(new SocketsHttpHandler { Expect100ContinueTimeout = TimeSpan.FromSeconds(30) }) { BaseAddress = new Uri(app.Urls.First()) };
    }

    public HttpClient Http { get; }

    public LogCapture Logs { get; }

    public string Origin => Http.BaseAddress!.GetLeftPart(UriPartial.Authority);

    public KeyRing Keys => _app.Services.GetRequiredService<KeyRing>();

    public IServiceProvider Services => _app.Services;

    public static async Task<IdentityHost> Start(SiloFixture silo, IRecordStore? store = null, params (string Setting, string Value)[] settings)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = "Development" });
        var logs = new LogCapture();
        builder.Logging.ClearProviders().AddProvider(logs).SetMinimumLevel(LogLevel.Trace);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Tenantry:Identity:PasswordIterations"] = "1000",
            ["Tenantry:Identity:LoginAttemptsPerMinute"] = "1000",
        });
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Setting, (string?)setting.Value)));
        builder.Services.AddSingleton<TimeProvider>(silo.Clock);
        builder.Services.AddDataProtection().PersistKeysToFileSystem(silo.Folder);
        builder.Services.AddSingleton(silo.Grains);
        builder.Services.AddSingleton(store ?? silo.Store);
        builder.Services.AddAuthorization();
        builder.Services.AddTenantryIdentity(builder.Configuration);

        var app = builder.Build();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapTenantryIdentity();
        app.MapGet("/who", (ClaimsPrincipal caller) => caller.FindFirstValue("sub")).RequireAuthorization();
        await app.StartAsync();
        return new IdentityHost(app, logs);
    }

    public async Task<TokenAnswer> Post(params (string Name, string Value)[] form)
    {
        using var content = new FormUrlEncodedContent(form.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        return await Send(content);
    }

    public async Task<TokenAnswer> Send(HttpContent content, Action<HttpRequestHeaders>? headers = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/oauth/token") { Content = content };
        headers?.Invoke(request.Headers);
        return await Send(request);
    }

    public async Task<TokenAnswer> Send(HttpRequestMessage request)
    {
        using var response = await Http.SendAsync(request);
        return await TokenAnswer.Read(response);
    }

    public Task<TokenAnswer> LogIn(string email, string password, string? scope = null)
        => scope is null
            ? Post(("grant_type", "password"), ("username", email), ("password", password))
            : Post(("grant_type", "password"), ("username", email), ("password", password), ("scope", scope));

    public Task<TokenAnswer> LogIn(Account account) => LogIn(account.Email, Account.Password);

    public Task<TokenAnswer> Refresh(string refreshToken) => Post(("grant_type", "refresh_token"), ("refresh_token", refreshToken));

    /// <summary>Asks for the protected page.</summary>
    public async Task<HttpResponseMessage> Who(string? authorization)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/who");
        if (authorization is not null)
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        return await Http.SendAsync(request);
    }

    public async Task<JsonElement> Json(string path)
    {
        using var document = JsonDocument.Parse(await Http.GetStringAsync(path));
        return document.RootElement.Clone();
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.DisposeAsync();
    }
}

/// <summary>What the token endpoint said.</summary>
internal sealed record TokenAnswer(HttpStatusCode Status, JsonElement Body, HttpResponseHeaders Headers, string ContentType)
{
    public string? Error => Text("error");

    public string AccessToken => Text("access_token")!;

    public string RefreshToken => Text("refresh_token")!;

    public static async Task<TokenAnswer> Read(HttpResponseMessage response)
    {
        using var document = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync());
        return new TokenAnswer(response.StatusCode, document.RootElement.Clone(), response.Headers, response.Content.Headers.ContentType?.MediaType ?? "");
    }

    public string? Text(string member) => Body.TryGetProperty(member, out var value) ? value.ToString() : null;
}

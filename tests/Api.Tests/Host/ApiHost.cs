using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Tenantry.Grains;
using Tenantry.Identity;
using Tenantry.Persistence;
using Tenantry.Silo;

namespace Tenantry.Api.Tests;

/// <summary>The API on real Kestrel, over real grains, a real store and real tokens, for all tests of the assembly.</summary>
public sealed class ApiHost : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tenantry-api-tests-").FullName;
    private WebApplication? _app;

    public HttpClient Http { get; private set; } = null!;

    public IGrainFactory Grains => Services.GetRequiredService<IGrainFactory>();

    public IServiceProvider Services => _app!.Services;

    /// <summary>Everything that was logged at any level.</summary>
    public LogRecorder Log { get; } = new();

    /// <summary>Where all mails go.</summary>
    public RecordingMailer Mails { get; } = new();

    /// <summary>The token of an operator.</summary>
    public string Operator { get; private set; } = "";

    /// <summary>The domain name system.</summary>
    internal PublishedTexts Dns { get; } = new();

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = Environments.Development });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders().AddProvider(Log).SetMinimumLevel(LogLevel.Trace);
        builder.Configuration.AddInMemoryCollection(
        [
            new("Tenantry:Identity:PasswordIterations", "1"),
            new("Tenantry:Limits:SignupsPerMinute", "1000000"),
            new("Tenantry:Limits:AccountRequestsPerMinute", "1000000"),
        ]);
        builder.Services.AddSqliteRecordStore(Path.Combine(_folder, "tenantry.db"));
        builder.Services.AddTenantryIdentity(builder.Configuration);
        builder.Services.AddTenantryApi(builder.Configuration);
        builder.Services.AddSingleton<IMailer>(Mails);
        builder.Services.AddSingleton<IDomainTxtRecords>(Dns);
        var loopback = new NetworkGuard([IPNetwork.Parse("127.0.0.0/8")]);
        builder.Services.AddSingleton(new WebhookSettings { Networks = loopback, RetryScale = 0.01 });
        builder.Services.AddSingleton<IWebhookSender>(new WebhookSender(loopback, TimeProvider.System));
        builder.UseOrleans(silo => silo
            .UseLocalhostClustering(siloPort: FreePort(), gatewayPort: 0)
            .AddRecordGrainStorage()
            .AddTenantryGrains());

        _app = builder.Build();
        _app.UseTenantryApi();
        _app.UseAuthentication();
        _app.UseAuthorization();
        _app.MapTenantryApi();
        _app.MapTenantryIdentity();
        _app.MapGet("/tests/failure", Failure.Of).ExcludeFromDescription();
        await _app.StartAsync();

        Http = new HttpClient { BaseAddress = new Uri(_app.Urls.Single()) };
        Operator = await SignInOperator();
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app!.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>An access token, from the token endpoint.</summary>
    public async Task<string> SignIn(string email, string password, params (string Name, string Value)[] more)
    {
        var reply = await LogIn(email, password, more);
        Assert.Equal(200, reply.Status);
        return reply.At("access_token")!;
    }

    /// <summary>What the token endpoint says to a password.</summary>
    public Task<Reply> LogIn(string email, string password, params (string Name, string Value)[] more)
        => Grant([("grant_type", "password"), ("username", email), ("password", password), .. more]);

    /// <summary>What the token endpoint says to a form.</summary>
    public async Task<Reply> Grant(params (string Name, string Value)[] form)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/oauth/token")
        {
            Content = new FormUrlEncodedContent(form.Select(one => KeyValuePair.Create(one.Name, one.Value))),
        };
        return await Http.Receive(request);
    }

    private async Task<string> SignInOperator()
    {
        const string email = "operator@example.com";
        var added = await Grains.Staff().Add(new NewOperator
        {
            Id = Unique.Id<OperatorId>(),
            Email = email,
            EmailKey = email,
            Role = OperatorRole.Admin,
            PasswordHash = await Services.GetRequiredService<IPasswords>().Hash(Tenant.Password),
        }, Actor.System);
        Assert.Null(added.Error);
        Assert.True(await Grains.Staff().Settled(TimeSpan.FromSeconds(10)));
        return await SignIn(email, Tenant.Password, ("scope", "operator"));
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

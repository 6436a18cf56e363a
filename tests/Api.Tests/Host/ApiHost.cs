using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Tenantry.Grains;
using Tenantry.Grains.Interfaces;
using Tenantry.Persistence;

namespace Tenantry.Api.Tests;

/// <summary>The API on real Kestrel, over real grains and a real store, for all tests of the assembly.</summary>
public sealed class ApiHost : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tenantry-api-tests-").FullName;
    private WebApplication? _app;

    public Uri Address { get; private set; } = null!;

    public HttpClient Http { get; private set; } = null!;

    public IGrainFactory Grains => App.Services.GetRequiredService<IGrainFactory>();

    public IServiceProvider Services => App.Services;

    /// <summary>Every line that was logged, formatted.</summary>
    public LogRecorder Log { get; } = new();

    private WebApplication App => _app!;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders().AddProvider(Log).SetMinimumLevel(LogLevel.Trace);
        builder.Services.AddSqliteRecordStore(Path.Combine(_folder, "tenantry.db"));
        builder.Services.AddSingleton<IPasswords, LengthOnlyPasswords>();
        builder.Services.AddAuthentication(NamedBearer.Name).AddScheme<AuthenticationSchemeOptions, NamedBearer>(NamedBearer.Name, null);
        builder.Services.AddTenantryApi(builder.Configuration);
        builder.UseOrleans(silo => silo
            .UseLocalhostClustering(siloPort: FreePort(), gatewayPort: 0)
            .AddRecordGrainStorage()
            .AddTenantryGrains());

        _app = builder.Build();
        _app.UseTenantryApi();
        _app.UseAuthentication();
        _app.UseAuthorization();
        _app.MapTenantryApi();
        _app.MapGet("/tests/failure", Failure.Of);
        await _app.StartAsync();

        Address = new Uri(_app.Urls.Single());
        Http = new HttpClient { BaseAddress = Address };
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await App.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tenantry.Identity;

namespace Tenantry.Api.Tests;

/// <summary>One more process's worth of API in front of the same grains, with settings of its own.</summary>
internal sealed class FrontEnd(WebApplication app) : IAsyncDisposable
{
    public HttpClient Http { get; } = new() { BaseAddress = new Uri(app.Urls.Single()) };

    public static async Task<FrontEnd> Start(ApiHost host, TimeProvider time, params (string Key, string Value)[] settings)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)));
        builder.Services.AddSingleton(time);
        builder.Services.AddSingleton(host.Grains);
        builder.Services.AddSingleton(host.Services.GetRequiredService<IRecordStore>());
        builder.Services.AddSingleton(host.Services.GetRequiredService<ISecrets>());
        builder.Configuration["Tenantry:Issuer"] = host.Http.BaseAddress!.GetLeftPart(UriPartial.Authority);
        builder.Services.AddTenantryIdentity(builder.Configuration);
        builder.Services.AddTenantryApi(builder.Configuration);
        var app = builder.Build();
        app.UseTenantryApi();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapTenantryApi();
        await app.StartAsync();
        return new(app);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await app.DisposeAsync();
    }
}

/// <summary>A clock that stands still until it is moved.</summary>
internal sealed class StoppedClock(DateTimeOffset now) : TimeProvider
{
    private DateTimeOffset _now = now;

    public void Advance(TimeSpan time) => _now += time;

    public override DateTimeOffset GetUtcNow() => _now;
}

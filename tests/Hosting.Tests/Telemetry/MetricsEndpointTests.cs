using System.Net;
using Microsoft.AspNetCore.Builder;

namespace Tenantry.Hosting.Tests;

public sealed class MetricsEndpointTests
{
    [Theory]
    [InlineData("127.0.0.1", HttpStatusCode.OK)]
    [InlineData("::1", HttpStatusCode.OK)]
    [InlineData("203.0.113.7", HttpStatusCode.NotFound)]
    [InlineData("10.0.0.7", HttpStatusCode.NotFound)]
    public async Task Without_an_internal_port_only_this_machine_is_served(string caller, HttpStatusCode status)
    {
        await using var app = TenantryHost.CreateBuilder(["--urls=http://127.0.0.1:0"]).Build();
        app.Use((context, next) =>
        {
            context.Connection.RemoteIpAddress = IPAddress.Parse(caller);
            return next(context);
        });
        app.UseRouting();
        app.MapMetrics();
        await app.StartAsync(TestContext.Current.CancellationToken);
        using var http = new HttpClient();

        using var answer = await http.GetAsync(new Uri($"{app.Urls.Single()}/metrics"), TestContext.Current.CancellationToken);

        Assert.Equal(status, answer.StatusCode);
    }
}

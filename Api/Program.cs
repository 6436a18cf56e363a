using Microsoft.Extensions.DependencyInjection;
using Tenantry.Api;
using Tenantry.Hosting;

// The API as a process of its own, in front of silos that run elsewhere.
if (args is [HealthProbe.Verb, .. var rest])
    return await HealthProbe.Run(rest);

try
{
    var builder = TenantryHost.CreateBuilder(args);
    builder.AddStore(file: null);
    builder.AddIdentity(keys: null);
    builder.Services.AddTenantryApi(builder.Configuration);
    builder.Services.AddDeadlines();
    builder.Services.AddHealth();
    builder.UseTenantryClient();
    builder.Services.AddHostedService<FrontEndStartLines>();

    await using var app = builder.Build();
    await app.OpenStore();
    app.UseTenantryApi();
    app.UseLease();
    app.UseAuthentication();
    app.UseAuthorization();
    app.MapIdentity();
    app.MapTenantryApi();
    app.MapHealth();
    app.MapMetrics();
    await app.RunToTheEnd();
    return 0;
}
catch (Exception e) when (StartFailure.Explain(e) is { } line)
{
    await Console.Error.WriteLineAsync(line);
    return StartFailure.ExitCode;
}

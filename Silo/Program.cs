using Tenantry.Api;
using Tenantry.Grains;
using Tenantry.Hosting;
using Tenantry.Identity;
using Tenantry.Persistence;
using Tenantry.Silo;

if (args is [HealthProbe.Verb, .. var rest])
    return await HealthProbe.Run(rest);
if (args is [VerifyLog.Verb, .. var named])
    return await VerifyLog.Run(named, Console.Out, Console.Error);

try
{
    var builder = TenantryHost.CreateBuilder(args);
    using var data = DataFolder.Open(builder.Configuration);

    builder.Services.AddSingleton(data);
    builder.AddStore(data.Database);
    builder.Services.AddTenantryIdentity(builder.Configuration);
    builder.Services.AddTenantryApi(builder.Configuration);
    builder.Services.AddHealth();
    builder.Services.AddTenantrySecrets(builder.Configuration, new DirectoryInfo(data.KeyRing));
    builder.Services.AddOperatorSignIn();
    builder.AddMail();
    builder.AddDomains();
    builder.AddEventBus();
    builder.AddEvents();
    builder.AddWebhooks();
    builder.UseOrleans(silo => silo
        .UseSingleSilo()
        .AddRecordGrainStorage()
        .AddTenantryGrains()
        .AddTraces()
        .AddOperatorDashboard());
    builder.Services.AddFirstOperator();
    builder.Services.AddHostedService<StartLines>();

    await using var app = builder.Build();
    await app.OpenStore();
    app.UseTenantryApi();
    app.UseAuthentication();
    app.UseAuthorization();
    app.MapTenantryIdentity();
    app.MapTenantryApi();
    app.MapHealth();
    app.MapMetrics();
    app.MapOperatorDashboard();
    await app.RunToTheEnd();
    return 0;
}
catch (Exception e) when (StartFailure.Explain(e) is { } line)
{
    await Console.Error.WriteLineAsync(line);
    return StartFailure.ExitCode;
}

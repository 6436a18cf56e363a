using Tenantry.Api;
using Tenantry.Grains;
using Tenantry.Hosting;
using Tenantry.Persistence;
using Tenantry.Silo;

if (args is [HealthProbe.Verb, .. var rest])
    return await HealthProbe.Run(rest);
if (args is [VerifyLog.Verb, .. var named])
    return await VerifyLog.Run(named, Console.Out, Console.Error);
if (args is [ExportStore.Verb, .. var exported])
    return await ExportStore.Run(exported, Console.Error);
if (args is [ImportStore.Verb, .. var imported])
    return await ImportStore.Run(imported, Console.Error);

try
{
    var builder = TenantryHost.CreateBuilder(args);
    using var data = DataFolder.Open(builder.Configuration);

    builder.Services.AddSingleton(data);
    builder.AddStore(data.Database);
    builder.AddIdentity(data.KeyRing);
    builder.Services.AddTenantryApi(builder.Configuration);
    if (builder.Configuration.StoreKind() != StoreKind.Sqlite)
        builder.Services.AddDeadlines();
    builder.Services.AddHealth();
    builder.Services.AddOperatorSignIn();
    builder.AddMail();
    builder.AddDomains();
    builder.AddEventBus();
    builder.AddEvents();
    builder.AddWebhooks();
    builder.UseOrleans(silo => silo
        .UseTenantryCluster()
        .AddRecordGrainStorage()
        .AddTenantryGrains()
        .AddTraces()
        .AddOperatorDashboard());
    builder.Services.AddFirstOperator();
    builder.Services.AddHostedService<SiloStartLines>();

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
    app.MapOperatorDashboard();
    await app.RunToTheEnd();
    return 0;
}
catch (Exception e) when (StartFailure.Explain(e) is { } line)
{
    await Console.Error.WriteLineAsync(line);
    return StartFailure.ExitCode;
}

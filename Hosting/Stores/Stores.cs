using Microsoft.Extensions.Options;
using Tenantry.Grains.Interfaces;
using Tenantry.Persistence;

namespace Tenantry.Hosting;

/// <summary>The store of this process.</summary>
public static class Stores
{
    internal const string NotForFrontEnds = "the embedded store belongs to one process; with front ends, Tenantry:Store must be postgres or dynamodb.";

    private const string Faults = "Tenantry:Faults";

    /// <summary>Adds the store that <c>Tenantry:Store</c> names; in Development, with the write faults that a test asks for.</summary>
    /// <param name="builder">The host.</param>
    /// <param name="file">Where the embedded store's file lies; null: this process may not have one, as it belongs to another.</param>
    /// <exception cref="StartRefusedException">A setting is missing, wrong or contradicts another, or faults are configured outside Development.</exception>
    public static void AddStore(this WebApplicationBuilder builder, string? file)
    {
        switch (builder.Configuration.StoreKind())
        {
            case StoreKind.Sqlite:
                builder.Configuration.RefuseShared();
                builder.Services.AddSqliteRecordStore(file ?? throw new StartRefusedException(NotForFrontEnds));
                break;
            case StoreKind.Postgres:
                AddPostgres(builder);
                break;
            case StoreKind.DynamoDb:
                builder.Services.AddDynamoDbRecordStore(builder.Configuration.DynamoDb());
                break;
        }

        var faults = builder.Configuration.GetSection(Faults);
        if (faults.Exists())
        {
            if (!builder.Environment.IsDevelopment())
                throw new StartRefusedException($"{Faults} makes writes fail on purpose and is for Development only.");
            builder.Services.AddRecordStoreFaults(faults.Get<FaultOptions>()!);
        }

        builder.AddStoreTraces();
    }

    private static void AddPostgres(WebApplicationBuilder builder)
    {
        try
        {
            builder.Services.AddPostgresRecordStore(builder.Configuration.Postgres());
        }
        catch (InvalidOperationException e)
        {
            throw new StartRefusedException(e.Message, e);
        }
    }

    /// <summary>Opens the store before anything else starts, if all settings are good.</summary>
    /// <exception cref="OptionsValidationException">A setting is wrong; nothing was touched.</exception>
    /// <exception cref="StartRefusedException">What is there is not one that this program can use.</exception>
    public static async Task OpenStore(this WebApplication app)
    {
        app.Services.GetService<IStartupValidator>()?.Validate();
        try
        {
            if (app.Services.GetRequiredService<IRecordStore>() is IPreparedStore store)
                await store.Prepare(app.Lifetime.ApplicationStopping);
        }
        catch (Exception e) when (e is InvalidOperationException or StoreUnavailableException)
        {
            throw new StartRefusedException(e.Message, e);
        }
    }
}

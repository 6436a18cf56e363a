using Tenantry.Grains.Interfaces;
using Tenantry.Persistence;

namespace Tenantry.Silo;

/// <summary>The store of the embedded default: one SQLite file in the data folder.</summary>
internal static class EmbeddedStore
{
    private const string Faults = "Tenantry:Faults";

    /// <summary>Adds the store; in Development, with the write faults that a test asks for.</summary>
    /// <exception cref="StartRefusedException">Faults are configured outside Development.</exception>
    public static void AddEmbeddedStore(this WebApplicationBuilder builder, DataFolder data)
    {
        builder.Services.AddSqliteRecordStore(data.Database);

        var faults = builder.Configuration.GetSection(Faults);
        if (!faults.Exists()) return;
        if (!builder.Environment.IsDevelopment())
            throw new StartRefusedException($"{Faults} makes writes fail on purpose and is for Development only.");

        builder.Services.AddRecordStoreFaults(faults.Get<FaultOptions>()!);
    }

    /// <summary>Opens the store before anything else starts.</summary>
    /// <exception cref="StartRefusedException">The file is not one that this program can use.</exception>
    public static void OpenEmbeddedStore(this WebApplication app)
    {
        try
        {
            app.Services.GetRequiredService<IRecordStore>();
        }
        catch (Exception e) when (e is InvalidOperationException or StoreUnavailableException)
        {
            throw new StartRefusedException(e.Message, e);
        }
    }
}

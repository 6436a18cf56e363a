using Orleans.Messaging;
using Tenantry.Grains.Interfaces;
using Tenantry.Hosting;
using Tenantry.Identity;

namespace Tenantry.Silo;

/// <summary>The store that the settings name, opened by nobody else as far as can be told.</summary>
internal sealed class OpenedStore : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly DataFolder? _data;

    private OpenedStore(WebApplication app, DataFolder? data, StoreKind kind)
    {
        _app = app;
        _data = data;
        Kind = kind;
        var inFolder = data is not null && TenantrySecrets.KeepsRingInFolder(app.Configuration);
        Estate = new Estate(app.Services.GetRequiredService<IRecordStore>(), inFolder ? new DirectoryInfo(data!.KeyRing) : null);
    }

    public StoreKind Kind { get; }

    public Estate Estate { get; }

    /// <summary>Opens it. One in a data folder is locked; of a shared one no silo may be active, unless that is allowed.</summary>
    /// <exception cref="StartRefusedException">A setting is missing or wrong, or the store cannot be used.</exception>
    /// <exception cref="MoveRefusedException">A silo is active.</exception>
    public static async Task<OpenedStore> Open(string[] settings, bool online)
    {
        var builder = TenantryHost.CreateBuilder(settings);
        builder.Logging.ClearProviders();
        var kind = builder.Configuration.StoreKind();
        var data = kind == StoreKind.Sqlite ? DataFolder.Open(builder.Configuration) : null;
        try
        {
            builder.AddStore(data?.Database);
            if (data is null)
                builder.UseOrleansClient(client => client.UseTenantryCluster());
            var opened = new OpenedStore(builder.Build(), data, kind);
            try
            {
                await opened._app.OpenStore();
                if (data is null && !online)
                    await RefuseActive(opened._app.Services.GetRequiredService<IGatewayListProvider>());
                return opened;
            }
            catch
            {
                await opened.DisposeAsync();
                throw;
            }
        }
        catch
        {
            data?.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _data?.Dispose();
    }

    private static async Task RefuseActive(IGatewayListProvider gateways)
    {
        await gateways.InitializeGatewayListProvider();
        if (await gateways.GetGateways() is [var one, ..] all)
        {
            throw new MoveRefusedException(
                $"Silos are active: {all.Count}, one at {one.Host}:{one.Port}. Stop them; if they have died instead of stopping, say --online.");
        }
    }
}

using Microsoft.Extensions.Options;
using Tenantry.Identity;

namespace Tenantry.Hosting;

/// <summary>The life of the process.</summary>
public static class Run
{
    /// <summary>Runs the host until it is told to stop. When its start fails half-way, what had started stops in good order.</summary>
    public static async Task RunToTheEnd(this WebApplication app)
    {
        await app.Services.OpenTenantrySecrets();
        try
        {
            await app.StartAsync();
        }
        catch (Exception exception)
        {
            await app.StopAsync();
            // Whoever stops it before it has started knows why.
            if (exception is OperationCanceledException && app.Lifetime.ApplicationStopping.IsCancellationRequested)
                return;
            throw;
        }

        var limit = app.Services.GetRequiredService<IOptions<StopOptions>>().Value.HardLimit;
        app.Lifetime.ApplicationStopping.Register(() => EndInAnyCase(limit));
        await app.WaitForShutdownAsync();
    }

    // A silo with many grains takes long to let go of them all, though they keep nothing that is not stored already. A thread
    // of its own, because a pool that is busy letting go would be late.
    private static void EndInAnyCase(TimeSpan limit)
        => new Thread(() =>
        {
            Thread.Sleep(limit);
            Environment.Exit(0);
        })
        {
            IsBackground = true,
        }.Start();
}

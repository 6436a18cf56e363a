using Microsoft.Extensions.Options;

namespace Tenantry.Silo;

internal static class Run
{
    /// <summary>Runs the host until it is told to stop. When its start fails half-way, what had started stops in good order.</summary>
    /// <exception cref="OptionsValidationException">A setting is wrong; nothing was started.</exception>
    public static async Task RunToTheEnd(this WebApplication app)
    {
        app.Services.GetService<IStartupValidator>()?.Validate();
        try
        {
            await app.StartAsync();
        }
        catch
        {
            await app.StopAsync();
            throw;
        }

        await app.WaitForShutdownAsync();
    }
}

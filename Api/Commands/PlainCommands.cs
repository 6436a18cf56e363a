namespace Tenantry.Api;

internal static class PlainCommands
{
    /// <summary>
    /// Runs the command of a PUT, PATCH or DELETE. These can be repeated as they are, so they take no idempotency key.
    /// </summary>
    public static async Task<Result<T>> Run<T>(this IGrainFactory grains, Command<T> command)
    {
        var outcome = await grains.Commands().Run(command);
        return outcome.Error is { } error ? error : (T)outcome.Value!;
    }
}

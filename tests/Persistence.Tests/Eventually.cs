namespace Tenantry.Persistence.Tests;

/// <summary>Waits for what is true soon, with a deadline.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    public static async Task True(Func<Task<bool>> condition, TimeSpan? within = null)
    {
        using var deadline = new CancellationTokenSource(within ?? Deadline);
        while (!await condition())
            await Task.Delay(TimeSpan.FromMilliseconds(20), deadline.Token);
    }
}

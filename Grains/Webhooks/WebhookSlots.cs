namespace Tenantry.Grains;

/// <summary>
/// How many attempts one silo makes at once. Endpoints whose last attempt failed share a few of their own, so that receivers that
/// hang cannot use up those of the others.
/// </summary>
internal sealed class WebhookSlots : IDisposable
{
    private const int Healthy = 512;
    private const int Failing = 64;

    private readonly SemaphoreSlim _healthy = new(Healthy);
    private readonly SemaphoreSlim _failing = new(Failing);

    /// <summary>Waits for a slot; disposing of it gives it back. Null when there is none within the patience.</summary>
    public async Task<Slot?> Take(bool failing, TimeSpan patience, CancellationToken cancellation)
    {
        var slots = failing ? _failing : _healthy;
        return await slots.WaitAsync(patience, cancellation) ? new Slot(slots) : null;
    }

    public void Dispose()
    {
        _healthy.Dispose();
        _failing.Dispose();
    }

    internal sealed class Slot(SemaphoreSlim slots) : IDisposable
    {
        public void Dispose() => slots.Release();
    }
}

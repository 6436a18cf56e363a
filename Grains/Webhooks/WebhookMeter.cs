using System.Diagnostics.Metrics;

namespace Tenantry.Grains;

/// <summary>Measures deliveries to webhooks: attempts, how late they are, and how many endpoints are left alone.</summary>
internal sealed class WebhookMeter
{
    private readonly Counter<long> _attempts;
    private readonly Lag _lag;
    private int _open;

    public WebhookMeter(IMeterFactory meters)
    {
        var meter = meters.Create(TelemetrySource.Name);
        _attempts = meter.CreateCounter<long>("tenantry.webhook.attempts", "{attempt}", "Attempts to deliver an event, by what became of them: delivered or failed.");
        _lag = new Lag(meter, "tenantry.webhook.lag", "From what happened until it was delivered to an endpoint; without replays.");
        meter.CreateObservableUpDownCounter(
            "tenantry.webhook.circuits.open", () => Volatile.Read(ref _open), "{endpoint}",
            "Endpoints that are only probed because they keep failing, of those whose grain is active here.");
    }

    public void Failed() => Count("failed");

    /// <param name="lag">Null for a replay, which is late on purpose.</param>
    public void Delivered(TimeSpan? lag)
    {
        Count("delivered");
        if (lag is { } late)
            _lag.Record(late);
    }

    /// <summary>Follows one endpoint's circuit.</summary>
    /// <param name="counted">Whether it is counted as open; kept by the endpoint.</param>
    /// <param name="isOpen">Whether it is.</param>
    public void Circuit(ref bool counted, bool isOpen)
    {
        if (counted == isOpen)
            return;
        counted = isOpen;
        Interlocked.Add(ref _open, isOpen ? 1 : -1);
    }

    private void Count(string outcome) => _attempts.Add(1, new KeyValuePair<string, object?>("outcome", outcome));
}

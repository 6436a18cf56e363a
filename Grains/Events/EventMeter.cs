using System.Diagnostics.Metrics;

namespace Tenantry.Grains;

/// <summary>Measures how late events are in their log.</summary>
internal sealed class EventMeter
{
    private readonly Lag _lag;

    public EventMeter(IMeterFactory meters)
        => _lag = new Lag(meters.Create(TelemetrySource.Name), "tenantry.event.lag", "From what happened until it was durable in its log.");

    public void Stored(LogRecord record, DateTimeOffset now)
    {
        if (!_lag.IsMeasured)
            return;
        foreach (var entry in record.Entries)
            _lag.Record(now - entry.Event.OccurredAt);
    }
}

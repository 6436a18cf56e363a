using System.Diagnostics.Metrics;

namespace Tenantry.Grains;

/// <summary>Measures how late grains are woken.</summary>
internal sealed class AlarmMeter
{
    private readonly Lag _lag;

    public AlarmMeter(IMeterFactory meters)
        => _lag = new Lag(meters.Create(TelemetrySource.Name), "tenantry.alarm.lag", "From the moment for which a grain set its alarm until it was woken.");

    public void Woke(TimeSpan lag) => _lag.Record(lag);
}

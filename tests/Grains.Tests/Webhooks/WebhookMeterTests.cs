using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;

namespace Tenantry.Grains.Tests;

public sealed class WebhookMeterTests : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly MeterListener _listener = new();
    private readonly Dictionary<string, List<double>> _measured = [];

    public WebhookMeterTests()
    {
        Meter = new WebhookMeter(_services.GetRequiredService<IMeterFactory>());
        // Those of the tests' cluster come from another factory.
        var own = _services.GetRequiredService<IMeterFactory>().Create(TelemetrySource.Name);
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter == own)
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add($"{instrument.Name} {tags[0].Value}", value));
        _listener.SetMeasurementEventCallback<double>((instrument, value, _, _) => Add(instrument.Name, value));
        _listener.SetMeasurementEventCallback<int>((instrument, value, _, _) => Add(instrument.Name, value));
        _listener.Start();
    }

    private WebhookMeter Meter { get; }

    public void Dispose()
    {
        _listener.Dispose();
        _services.Dispose();
    }

    [Fact]
    public void Attempts_are_counted_by_what_became_of_them_and_replays_are_not_late()
    {
        Meter.Failed();
        Meter.Delivered(TimeSpan.FromSeconds(3));
        Meter.Delivered(lag: null);
        // A clock elsewhere may be ahead.
        Meter.Delivered(TimeSpan.FromSeconds(-1));

        Assert.Equal([1], _measured["tenantry.webhook.attempts failed"]);
        Assert.Equal([1, 1, 1], _measured["tenantry.webhook.attempts delivered"]);
        Assert.Equal([3, 0], _measured["tenantry.webhook.lag"]);
    }

    [Fact]
    public void An_endpoint_is_open_once_however_often_it_says_so()
    {
        var (one, other) = (false, false);
        Meter.Circuit(ref one, isOpen: true);
        Meter.Circuit(ref one, isOpen: true);
        Meter.Circuit(ref other, isOpen: true);
        _listener.RecordObservableInstruments();
        Meter.Circuit(ref one, isOpen: false);
        Meter.Circuit(ref other, isOpen: false);
        Meter.Circuit(ref other, isOpen: false);
        _listener.RecordObservableInstruments();

        Assert.Equal([2, 0], _measured["tenantry.webhook.circuits.open"]);
    }

    private void Add(string name, double value)
    {
        if (!_measured.TryGetValue(name, out var values))
            _measured[name] = values = [];
        values.Add(value);
    }
}

using System.Diagnostics.Metrics;
using System.Text.Json;

namespace Tenantry.Grains;

/// <summary>Counts sign-ups by what became of them.</summary>
internal sealed class SignupMeter
{
    private readonly Counter<long> _signups;

    public SignupMeter(IMeterFactory meters)
        => _signups = meters.Create(TelemetrySource.Name)
            .CreateCounter<long>("tenantry.signups", "{signup}", "Sign-ups by what became of them: created, failed, or the code of the refusal.");

    /// <param name="refusal">Why it was refused; null when it was not.</param>
    public void Count(ErrorCode? refusal) => Count(refusal is { } code ? JsonNamingPolicy.SnakeCaseLower.ConvertName(code.ToString()) : "created");

    /// <summary>One ended by an exception: infrastructure is broken.</summary>
    public void CountFailure() => Count("failed");

    private void Count(string outcome) => _signups.Add(1, new KeyValuePair<string, object?>("outcome", outcome));
}

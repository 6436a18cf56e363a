using System.Diagnostics.Metrics;

namespace Tenantry.Grains;

/// <summary>What became of an attempt, or of a mail.</summary>
internal enum MailOutcome
{
    Sent,
    Failed,
    Parked,
    Dropped,
}

/// <summary>Counts mails by what became of them, so that a rise of the parked ones can be noticed.</summary>
internal sealed class MailMeter
{
    private readonly Counter<long> _mails;

    public MailMeter(IMeterFactory meters)
        => _mails = meters.Create(TelemetrySource.Name).CreateCounter<long>("tenantry.mails", "{mail}", "Mails by kind and by what became of them.");

    public void Count(MailKind kind, MailOutcome outcome)
        => _mails.Add(1, new("kind", kind.ToString()), new("outcome", outcome.ToString()));
}

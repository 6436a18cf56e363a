namespace Tenantry.Grains;

internal static partial class EventTypes
{
    /// <summary>The log signed what it had come to; every day on which something was appended.</summary>
    public const string LogHeadSigned = "log.head_signed";

    public const string EventRedacted = "event.redacted";
    public const string AuditExportCreated = "audit.export_created";
}

using System.Text.Json;

namespace Tenantry.Grains;

/// <summary>What passes a filter, and how it is shown.</summary>
internal static class AuditMatch
{
    public static bool Passes(this AuditFilter filter, LogEntry entry)
        => (filter.Types.IsDefaultOrEmpty || filter.Types.Any(type => IsOf(entry.Event.Type, type)))
            && (filter is { ActorKind: null, ActorId: null, Subject: null } || PassesByContent(filter, entry));

    public static bool Contains(this LogPeriod period, DateTimeOffset occurredAt)
        => !(occurredAt < period.From) && !(occurredAt >= period.To);

    public static AuditEventView AuditView(this LogEntry entry)
    {
        var happened = entry.Event;
        var view = new AuditEventView
        {
            Id = happened.Id,
            Sequence = entry.Sequence,
            Type = happened.Type,
            OccurredAt = happened.OccurredAt,
            Hash = entry.Hash,
            Redacted = entry.Salt is null,
        };
        return view.Redacted ? view : view with
        {
            Actor = new AuditActor
            {
                Kind = KindName(happened.CausedBy.Kind),
                Id = happened.CausedBy.Id,
                Impersonator = happened.CausedBy.Impersonator,
            },
            Subject = happened.Subject,
            RequestId = happened.RequestId,
            Data = happened.Data,
            Before = happened.Before,
            After = happened.After,
        };
    }

    /// <summary>The kind as content, views and filters write it.</summary>
    public static string KindName(ActorKind kind) => JsonNamingPolicy.CamelCase.ConvertName(kind.ToString());

    // Of a redacted event nobody knows who and what it was about.
    private static bool PassesByContent(AuditFilter filter, LogEntry entry)
        => entry.Salt is not null
            && (filter.ActorKind is null || filter.ActorKind == entry.Event.CausedBy.Kind)
            && (filter.ActorId is null || filter.ActorId == entry.Event.CausedBy.Id || filter.ActorId == entry.Event.CausedBy.Impersonator?.Value)
            && (filter.Subject is null || filter.Subject == entry.Event.Subject);

    private static bool IsOf(string type, string wanted)
        => wanted.EndsWith(".*", StringComparison.Ordinal)
            ? type.AsSpan().StartsWith(wanted.AsSpan(0, wanted.Length - 1), StringComparison.Ordinal)
            : type == wanted;
}

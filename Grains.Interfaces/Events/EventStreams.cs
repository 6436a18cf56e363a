namespace Tenantry.Grains.Interfaces;

/// <summary>
/// The Orleans streams on which logs publish what was appended. They are fast and may lose: whoever must not miss anything reads
/// the log from a cursor of its own, and follows it by <see cref="IFollowedGrain.SetFollower"/>.
/// </summary>
public static class EventStreams
{
    /// <summary>The stream provider.</summary>
    public const string Provider = "tenant-events";

    /// <summary>
    /// The streams' namespace, for <c>[ImplicitStreamSubscription]</c>. There is a stream for each log, whose key is the log's name:
    /// <c>tenant-events/org_…</c>. Its items are <see cref="EventsAppended"/>.
    /// </summary>
    public const string Namespace = "tenant-events";
}

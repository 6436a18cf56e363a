namespace Tenantry.Grains.Interfaces;

/// <summary>For how long a caller waits for grains whose work takes longer than a read may, as Orleans' attribute spells it.</summary>
internal static class CallTimes
{
    /// <summary>A command: it may wait ten seconds for its effects, and send a test to a webhook within 15.</summary>
    public const string Command = "00:00:20";

    /// <summary>An attempt to deliver a webhook: five seconds for a free place, fifteen for the receiver.</summary>
    public const string WebhookAttempt = "00:00:30";
}

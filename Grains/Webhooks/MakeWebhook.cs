using System.Text.Json.Serialization;

namespace Tenantry.Grains;

/// <summary>Makes a webhook endpoint, which has no secret yet, and has its log, or the feed, tell it of what comes.</summary>
internal sealed record MakeWebhook(OrganizationId? Organization, NewWebhook Webhook, DateTimeOffset CreatedAt, Actor CreatedBy) : Message
{
    [JsonIgnore]
    public override string Receiver => Webhook.Id.Value;

    /// <summary>What an owner's endpoints follow.</summary>
    public static IFollowedGrain Source(IGrainFactory grains, OrganizationId? organization)
        => organization is { } owner ? grains.EventLog(LogId.Of(owner)) : grains.EventFeed();

    public override async Task<Error?> Deliver(IGrainFactory grains)
    {
        var webhook = grains.Webhook(Organization, Webhook.Id);
        var last = await Source(grains, Organization).SetFollower(webhook.GetGrainId(), follows: true);
        await webhook.Make(Webhook, last, CreatedAt, CreatedBy);
        return null;
    }
}

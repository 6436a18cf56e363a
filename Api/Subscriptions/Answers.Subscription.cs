namespace Tenantry.Api;

internal static partial class Answers
{
    public static Answer<Plan> ToHttp(this Result<Plan> result) => Of(result, result.Value?.Revision);

    public static Answer<Subscription> ToHttp(this Result<Subscription> result) => Of(result, result.Value?.Revision);

    public static Answer<Subscription> ToHttp(this Sent<Subscription> sent)
        => new(sent.Error, sent.Value) { Tag = Tag(sent.Value?.Revision), Replayed = sent.Replayed };

    public static Answer<SubscriptionPreview> ToHttp(this Result<SubscriptionPreview> result) => new(result.Error, result.Value);

    public static Answer<Overrides> ToHttp(this Result<Overrides> result) => Of(result, result.Value?.Revision);

    public static Answer<Overrides> ToHttp(this Sent<Overrides> sent)
        => new(sent.Error, sent.Value) { Tag = Tag(sent.Value?.Revision), Replayed = sent.Replayed };

    public static Answer<FlagView> ToHttp(this Sent<FlagView> sent) => new(sent.Error, sent.Value) { Replayed = sent.Replayed };

    public static Answer<Entitlements> ToHttp(this Result<Entitlements> result)
        => new(result.Error, result.Value) { Tag = result.Value is { } value ? EntityTag.Of(value.Version) : null };
}

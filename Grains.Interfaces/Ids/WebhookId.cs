using System.Text.Json.Serialization;

namespace Tenantry.Grains.Interfaces;

/// <summary>Identifies a webhook endpoint.</summary>
[GenerateSerializer, Immutable, Alias("WebhookId")]
[JsonConverter(typeof(TypedIdJsonConverter<WebhookId>))]
public readonly record struct WebhookId([property: Id(0)] string Value) : ITypedId<WebhookId>
{
    public static string Prefix => "whk_";

    public static WebhookId Wrap(string value) => new(value);

    public static WebhookId Parse(string s, IFormatProvider? provider) => TypedId.Parse<WebhookId>(s);

    public static bool TryParse(string? s, IFormatProvider? provider, out WebhookId result)
        => TypedId.TryParse(s, out result);

    public override string ToString() => Value;
}

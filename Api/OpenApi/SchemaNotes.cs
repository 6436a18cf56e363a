using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Tenantry.Api;

/// <summary>Describes what a converter hides from the framework, and names the schemas as callers speak of them.</summary>
internal sealed class SchemaNotes : IOpenApiSchemaTransformer
{
    public Task TransformAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        var type = context.JsonTypeInfo.Type;
        if (Prefix(type) is { } prefix)
        {
            schema.Type = JsonSchemaType.String;
            schema.Pattern = $"^{prefix}[0-7][0-9a-hjkmnp-tv-z]{{25}}$";
            schema.Examples = [JsonValue.Create($"{prefix}01k9q0z3v8e2r9x4m7c5t1b6na")];
        }
        else if (type.IsEnum)
        {
            schema.Type = JsonSchemaType.String;
        }
        else if (context.JsonPropertyInfo is { IsSetNullable: false } && type == typeof(string))
        {
            // What may be left out of a change must still not be null.
            schema.Type = JsonSchemaType.String;
        }
        else if (context.JsonTypeInfo.Kind == JsonTypeInfoKind.Object && type.Name.EndsWith("Body", StringComparison.Ordinal))
        {
            // Requests are read strictly; saying so lets generated clients and editors find a typing error first.
            schema.AdditionalPropertiesAllowed = false;
        }

        return Task.CompletedTask;
    }

    /// <summary>OrganizationView becomes Organization; a list of MemberViews becomes MemberList; ids and texts stay inline.</summary>
    public static string? NameOf(JsonTypeInfo info)
    {
        var type = info.Type;
        if (Prefix(Nullable.GetUnderlyingType(type) ?? type) is not null)
            return null;
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ListDocument<>))
            return Short(type.GenericTypeArguments[0].Name) + "List";
        return OpenApiOptions.CreateDefaultSchemaReferenceId(info) is { } name ? Short(name) : null;
    }

    private static string Short(string name)
    {
        foreach (var ending in (ReadOnlySpan<string>)["View", "Body", "Document"])
        {
            if (name.EndsWith(ending, StringComparison.Ordinal))
                return name[..^ending.Length];
        }

        return name;
    }

    private static string? Prefix(Type type)
        => type == typeof(OrganizationId) ? OrganizationId.Prefix
            : type == typeof(UserId) ? UserId.Prefix
            : type == typeof(ProjectId) ? ProjectId.Prefix
            : type == typeof(InvitationId) ? InvitationId.Prefix
            : type == typeof(EnvironmentId) ? EnvironmentId.Prefix
            : type == typeof(MailId) ? MailId.Prefix
            : type == typeof(TeamId) ? TeamId.Prefix
            : type == typeof(ReservationId) ? ReservationId.Prefix
            : type == typeof(ApiKeyId) ? ApiKeyId.Prefix
            : type == typeof(WebhookId) ? WebhookId.Prefix
            : type == typeof(EventId) ? EventId.Prefix
            : type == typeof(ClientId) ? ClientId.Prefix
            : type == typeof(EventId) ? EventId.Prefix
            : type == typeof(ExportId) ? ExportId.Prefix
            : null;
}

using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Tenantry.Api;

/// <summary>An API key to be made.</summary>
internal sealed record NewApiKeyBody
{
    public required string Name { get; init; }

    /// <summary>What it is allowed: names of Tenantry's permissions, for a key of the platform events:read and admin:read too.</summary>
    public required ImmutableArray<string> Scopes { get; init; }

    /// <summary>When it is good no more; never when left out.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>How many requests a minute it is good for, 1 to 1000000; as many as keys are when left out.</summary>
    public int? RequestsPerMinute { get; init; }

    public CreateApiKey ToCommand(OrganizationId? organization, Actor actor) => new()
    {
        Organization = organization,
        Name = Name,
        Scopes = Scopes,
        ExpiresAt = ExpiresAt,
        RequestsPerMinute = RequestsPerMinute,
        Actor = actor,
    };
}

/// <summary>Changes to an API key; what is left out stays as it is.</summary>
internal sealed record ApiKeyChangesBody
{
    [DisallowNull]
    public string? Name { get; init; }

    /// <summary>What it is allowed from the next request on.</summary>
    [DisallowNull]
    public ImmutableArray<string>? Scopes { get; init; }

    /// <summary>How many requests a minute it is good for, 1 to 1000000.</summary>
    [DisallowNull]
    public int? RequestsPerMinute { get; init; }

    public ApiKeyChanges ToChanges() => new() { Name = Name, Scopes = Scopes, RequestsPerMinute = RequestsPerMinute };
}

/// <summary>How to rotate a secret.</summary>
internal sealed record SecretRotationBody
{
    /// <summary>For how many seconds the old one stays good: 0 to 604800, a week; a day when left out.</summary>
    [DisallowNull]
    public int? OverlapSeconds { get; init; }

    public RotateApiKey ToCommand(OrganizationId? organization, ApiKeyId key, Actor actor)
        => new() { Organization = organization, Key = key, OverlapSeconds = OverlapSeconds, Actor = actor };

    public RotateWebhookSecret ToCommand(OrganizationId? organization, WebhookId webhook, Actor actor)
        => new() { Organization = organization, Webhook = webhook, OverlapSeconds = OverlapSeconds, Actor = actor };
}

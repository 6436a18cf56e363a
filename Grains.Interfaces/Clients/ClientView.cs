using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Tenantry.Grains.Interfaces;

/// <summary>Whether an app client can keep a secret (RFC 6749 section 2.1).</summary>
[GenerateSerializer, Alias("ClientType")]
[JsonConverter(typeof(CamelCaseEnumConverter<ClientType>))]
public enum ClientType
{
    /// <summary>It runs where its users can look into it: in a browser, on a phone.</summary>
    Public,

    /// <summary>It runs on a server, and proves by a secret that it is what it says.</summary>
    Confidential,
}

/// <summary>An application that asks for tokens.</summary>
[GenerateSerializer, Immutable, Alias("ClientView")]
public sealed record ClientView : IShownOnce
{
    [Id(0)]
    public required ClientId Id { get; init; }

    [Id(1)]
    public required string Name { get; init; }

    [Id(2)]
    public required ClientType Type { get; init; }

    /// <summary>How it may get tokens: <c>password</c>, <c>refresh_token</c>, <c>client_credentials</c>.</summary>
    [Id(3)]
    public required ImmutableArray<string> Grants { get; init; }

    /// <summary>The web pages whose scripts may call this API, as browsers name them.</summary>
    [Id(4)]
    public required ImmutableArray<string> Origins { get; init; }

    /// <summary>Whom its tokens can be for; <c>tenantry</c> is this API.</summary>
    [Id(5)]
    public required ImmutableArray<string> Audiences { get; init; }

    [Id(6)]
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Until when the secret before the last rotation is good as well; null when there is none.</summary>
    [Id(7)]
    public DateTimeOffset? PreviousValidUntil { get; init; }

    /// <summary>The client's secret. Only in the very answer that made it, and for confidential clients only.</summary>
    [Id(8), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Secret { get; init; }

    public object WithoutSecret() => this with { Secret = null };

    // It can hold the secret.
    public override string ToString() => Id.Value;
}

using System.Text.Json.Serialization;

namespace Tenantry.Grains.Interfaces;

/// <summary>How far a pool outside has followed an organization's founding.</summary>
[GenerateSerializer, Alias("PoolProgress")]
[JsonConverter(typeof(CamelCaseEnumConverter<PoolProgress>))]
public enum PoolProgress
{
    /// <summary>The group and the founder's account are being made.</summary>
    Pending,

    /// <summary>They are there.</summary>
    Ready,

    /// <summary>The pool refused, or did not answer for too long; an operator has to look.</summary>
    Failed,
}

/// <summary>Where the users of an organization sign in, when that is outside.</summary>
[GenerateSerializer, Immutable, Alias("OrganizationIdentity")]
public sealed record OrganizationIdentity
{
    /// <summary>For example <c>cognito</c>.</summary>
    [Id(0)]
    public required string Provider { get; init; }

    [Id(1)]
    public required PoolProgress Status { get; init; }
}

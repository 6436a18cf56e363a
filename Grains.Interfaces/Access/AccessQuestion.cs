using System.Text.Json.Serialization;

namespace Tenantry.Grains.Interfaces;

/// <summary>May this user do this?</summary>
[GenerateSerializer, Immutable, Alias("AccessQuestion")]
public sealed record AccessQuestion
{
    /// <summary>How many questions can be asked at once.</summary>
    public const int MostAtOnce = 100;

    [Id(0)]
    public required UserId User { get; init; }

    /// <summary>The name of a permission, Tenantry's or the product's, for example <c>projects:write</c>.</summary>
    [Id(1)]
    public required string Permission { get; init; }

    /// <summary>The project it is about; null for the organization itself.</summary>
    [Id(2)]
    public ProjectId? Project { get; init; }
}

/// <summary>The answer to an <see cref="AccessQuestion"/>.</summary>
[GenerateSerializer, Immutable, Alias("AccessAnswer")]
public sealed record AccessAnswer
{
    [Id(0)]
    public required bool Allowed { get; init; }

    [Id(1)]
    public required AccessReason Reason { get; init; }
}

/// <summary>Why the answer is what it is. Of several reasons for a no the first in this order is given.</summary>
[GenerateSerializer, Alias("AccessReason")]
[JsonConverter(typeof(CamelCaseEnumConverter<AccessReason>))]
public enum AccessReason
{
    Allowed,

    /// <summary>The user does not belong to the organization.</summary>
    NotMember,

    /// <summary>Nothing that the user holds grants it, or the organization has no such project.</summary>
    Denied,

    /// <summary>The organization is suspended.</summary>
    Suspended,

    /// <summary>The organization does not have the feature that the permission is bound to.</summary>
    FeatureMissing,

    /// <summary>The member or the project is beyond a limit of the plan and can only be read.</summary>
    Frozen,
}

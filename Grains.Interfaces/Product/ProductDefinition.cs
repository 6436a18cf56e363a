using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Tenantry.Grains.Interfaces;

/// <summary>What the product defines for all its tenants.</summary>
[GenerateSerializer, Immutable, Alias("ProductDefinition")]
public sealed record ProductDefinition
{
    /// <summary>Features and flags: what can be on or off for an organization.</summary>
    [Id(0)]
    public ImmutableArray<FlagDefinition> Flags { get; init; } = [];

    /// <summary>What is counted beside users, projects and environments.</summary>
    [Id(1)]
    public ImmutableArray<MeterDefinition> Meters { get; init; } = [];

    /// <summary>The product's own permissions, beside Tenantry's.</summary>
    [Id(2)]
    public ImmutableArray<PermissionDefinition> Permissions { get; init; } = [];

    /// <summary>The steps of the onboarding checklist, in the order they are shown; they can be done in any.</summary>
    [Id(3)]
    public ImmutableArray<StepDefinition> Onboarding { get; init; } = [];

    /// <summary>Counts the changes; the ETag is made of it.</summary>
    [Id(4), JsonIgnore]
    public long Revision { get; init; }
}

/// <summary>Something that can be on or off for an organization.</summary>
[GenerateSerializer, Immutable, Alias("FlagDefinition")]
public sealed record FlagDefinition
{
    /// <summary>1 to 40 letters, digits and hyphens, beginning with a letter.</summary>
    [Id(0)]
    public required string Key { get; init; }

    [Id(1), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? DisplayName { get; init; }

    /// <summary>What holds where neither the plan nor the organization says otherwise.</summary>
    [Id(2)]
    public bool Default { get; init; }

    /// <summary>
    /// For how many percent of the organizations, chosen by their ids, the flag is on instead of the default; null for none.
    /// </summary>
    [Id(3), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Rollout { get; init; }

    /// <summary>Whether the organization's admins may switch it themselves; never on where the plan says no.</summary>
    [Id(4)]
    public bool SelfService { get; init; }
}

/// <summary>How a meter counts.</summary>
[GenerateSerializer, Alias("MeterKind")]
[JsonConverter(typeof(CamelCaseEnumConverter<MeterKind>))]
public enum MeterKind
{
    /// <summary>How many there are: reserved, committed, released.</summary>
    Gauge,

    /// <summary>How much was used since the beginning.</summary>
    Total,

    /// <summary>How much was used in this calendar month (UTC).</summary>
    Monthly,
}

/// <summary>Something that the product counts.</summary>
[GenerateSerializer, Immutable, Alias("MeterDefinition")]
public sealed record MeterDefinition
{
    /// <summary>1 to 40 letters, digits and hyphens, beginning with a letter, for example <c>battlecards</c>.</summary>
    [Id(0)]
    public required string Key { get; init; }

    [Id(1), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? DisplayName { get; init; }

    [Id(2)]
    public required MeterKind Kind { get; init; }
}

/// <summary>A permission of the product's own, such as <c>battlecards:write</c>.</summary>
[GenerateSerializer, Immutable, Alias("PermissionDefinition")]
public sealed record PermissionDefinition
{
    /// <summary>Two words of letters, digits and hyphens with a colon between.</summary>
    [Id(0)]
    public required string Key { get; init; }

    [Id(1), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? DisplayName { get; init; }

    /// <summary>The least built-in role that grants it; null when only custom roles do.</summary>
    [Id(2), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Role? LeastRole { get; init; }

    /// <summary>The flag or plan feature without which nobody has it; null when it is bound to none.</summary>
    [Id(3), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Feature { get; init; }

    /// <summary>Whether a role on a project grants it for that project.</summary>
    [Id(4)]
    public bool OnProjects { get; init; }

    /// <summary>Whether it only reads: then it holds for what is frozen too.</summary>
    [Id(5)]
    public bool Reads { get; init; }
}

/// <summary>One step of the onboarding checklist.</summary>
[GenerateSerializer, Immutable, Alias("StepDefinition")]
public sealed record StepDefinition
{
    /// <summary>1 to 40 letters, digits and hyphens, beginning with a letter.</summary>
    [Id(0)]
    public required string Key { get; init; }

    [Id(1)]
    public required string Title { get; init; }
}

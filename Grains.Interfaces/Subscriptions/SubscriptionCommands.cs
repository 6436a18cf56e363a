using System.Text.Json.Serialization;

namespace Tenantry.Grains.Interfaces;

/// <summary>When a change of plan takes effect.</summary>
[GenerateSerializer, Alias("ChangeTime")]
[JsonConverter(typeof(CamelCaseEnumConverter<ChangeTime>))]
public enum ChangeTime
{
    /// <summary>At once; a new period begins.</summary>
    Now,

    /// <summary>When the present period, or the trial, ends; at once when there is none.</summary>
    PeriodEnd,
}

/// <summary>Changes an organization's plan.</summary>
[GenerateSerializer, Immutable, Alias("ChangePlan")]
public sealed record ChangePlan : Command<Subscription>
{
    [Id(0)]
    public required OrganizationId Organization { get; init; }

    /// <summary>The key of the plan.</summary>
    [Id(1)]
    public required string Plan { get; init; }

    [Id(2)]
    public required ChangeTime When { get; init; }

    [Id(3)]
    public required Actor Actor { get; init; }
}

/// <summary>Takes a change of plan back that is to come.</summary>
[GenerateSerializer, Immutable, Alias("CancelPlanChange")]
public sealed record CancelPlanChange : Command<Subscription>
{
    [Id(0)]
    public required OrganizationId Organization { get; init; }

    [Id(1)]
    public required Actor Actor { get; init; }
}

/// <summary>Replaces what operators grant or deny an organization beside its plan.</summary>
[GenerateSerializer, Immutable, Alias("SetOverrides")]
public sealed record SetOverrides : Command<Overrides>
{
    [Id(0)]
    public required OrganizationId Organization { get; init; }

    [Id(1)]
    public required Overrides Overrides { get; init; }

    /// <summary>The revision the caller has seen; null to replace whatever there is.</summary>
    [Id(2)]
    public long? IfRevision { get; init; }

    [Id(3)]
    public required Actor Actor { get; init; }
}

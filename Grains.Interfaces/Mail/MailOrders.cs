using System.Text.Json.Serialization;

namespace Tenantry.Grains.Interfaces;

/// <summary>Tells an admin that the trial ends soon.</summary>
[GenerateSerializer, Immutable, Alias("TrialEndingMail")]
public sealed record TrialEndingMail : MailOrder
{
    [Id(0)]
    public required string OrganizationName { get; init; }

    [Id(1)]
    public required string Plan { get; init; }

    [Id(2)]
    public required DateTimeOffset TrialEndsAt { get; init; }

    [JsonIgnore]
    public override MailKind Kind => MailKind.TrialEnding;
}

/// <summary>Tells an admin that the trial has ended.</summary>
[GenerateSerializer, Immutable, Alias("TrialEndedMail")]
public sealed record TrialEndedMail : MailOrder
{
    [Id(0)]
    public required string OrganizationName { get; init; }

    /// <summary>The plan that was tried.</summary>
    [Id(1)]
    public required string Plan { get; init; }

    [Id(2)]
    public required DateTimeOffset TrialEndedAt { get; init; }

    [JsonIgnore]
    public override MailKind Kind => MailKind.TrialEnded;
}

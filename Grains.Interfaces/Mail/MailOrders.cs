using System.Text.Json.Serialization;

namespace Tenantry.Grains.Interfaces;

/// <summary>Invites somebody into an organization. The link's token is issued when the mail is sent, and kept nowhere.</summary>
[GenerateSerializer, Immutable, Alias("InvitationMail")]
public sealed record InvitationMail : MailOrder
{
    [Id(0)]
    public required OrganizationId Organization { get; init; }

    [Id(1)]
    public required string OrganizationName { get; init; }

    [Id(2)]
    public required InvitationId Invitation { get; init; }

    /// <summary>The name of whoever invites; null when they have none.</summary>
    [Id(3)]
    public string? InvitedBy { get; init; }

    [Id(4)]
    public required Role Role { get; init; }

    [Id(5)]
    public required DateTimeOffset ExpiresAt { get; init; }

    [JsonIgnore]
    public override MailKind Kind => MailKind.Invitation;

    [JsonIgnore]
    public override DateTimeOffset? NotAfter => ExpiresAt;
}

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

    [JsonIgnore]
    public override DateTimeOffset? NotAfter => TrialEndsAt;
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

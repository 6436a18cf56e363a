using System.Collections.Immutable;

namespace Tenantry.Grains.Interfaces;

/// <summary>An invitation by the organization's last decision about it. The organization decides; the invitation follows.</summary>
[GenerateSerializer, Immutable, Alias("InvitationDetails")]
public sealed record InvitationDetails
{
    /// <summary>As typed, trimmed and in NFC.</summary>
    [Id(0)]
    public required string Email { get; init; }

    /// <summary>The normalized address, by which one is known.</summary>
    [Id(1)]
    public required string EmailKey { get; init; }

    /// <summary>What the invited one gets; the built-in role is always there.</summary>
    [Id(2)]
    public required RoleSet Roles { get; init; }

    /// <summary>The member who invited; null when an operator did.</summary>
    [Id(3)]
    public UserId? InvitedBy { get; init; }

    /// <summary>The inviter's name, if they have one.</summary>
    [Id(4)]
    public string? InviterName { get; init; }

    [Id(5)]
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>For how many days it is good, from the last time it was sent.</summary>
    [Id(6)]
    public required int Days { get; init; }

    [Id(7)]
    public required DateTimeOffset ExpiresAt { get; init; }

    [Id(8)]
    public InvitationStatus Status { get; init; }

    /// <summary>Counts how often it was sent; tokens of an earlier sending are void.</summary>
    [Id(9)]
    public int Generation { get; init; } = 1;

    /// <summary>The order of the organization's decision; an older one than the last is ignored.</summary>
    [Id(10)]
    public required long Order { get; init; }

    /// <summary>Tells the command that led to the decision, so that its repetition is recognized.</summary>
    [Id(11)]
    public required Guid Decision { get; init; }

    /// <summary>When it was accepted, declined, revoked or found expired; null while it is pending.</summary>
    [Id(12)]
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The teams that the invited one gets into.</summary>
    [Id(13)]
    public ImmutableArray<TeamId> Teams { get; init; } = [];

    // The address is not for logs.
    public override string ToString() => $"{Status} invitation";
}

using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Tenantry.Grains.Interfaces;

/// <summary>An invitation as the organization's members see it.</summary>
[GenerateSerializer, Immutable, Alias("InvitationView")]
public sealed record InvitationView : IShownOnce
{
    [Id(0)]
    public required InvitationId Id { get; init; }

    /// <summary>The invited address.</summary>
    [Id(1)]
    public required string Email { get; init; }

    /// <summary>The built-in role that the invited one gets.</summary>
    [Id(2)]
    public required Role Role { get; init; }

    /// <summary>The keys of the custom roles that add to the role.</summary>
    [Id(3)]
    public ImmutableArray<string> CustomRoles { get; init; } = [];

    [Id(4)]
    public required InvitationStatus Status { get; init; }

    /// <summary>The member who invited; null when an operator did.</summary>
    [Id(5)]
    public UserId? InvitedBy { get; init; }

    [Id(6)]
    public required DateTimeOffset CreatedAt { get; init; }

    [Id(7)]
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>When it was accepted, declined, revoked or found expired; null while it is pending.</summary>
    [Id(8)]
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>What the invited one needs to accept. Only in the very answer to an invitation that is not sent by mail.</summary>
    [Id(9), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Token { get; init; }

    /// <summary>Counts the changes of this view, from 1; the ETag is made of it.</summary>
    [Id(10), JsonIgnore]
    public long Revision { get; init; }

    /// <summary>The teams that the invited one gets into.</summary>
    [Id(11)]
    public ImmutableArray<TeamId> Teams { get; init; } = [];

    public object WithoutSecret() => this with { Token = null };

    // It can hold a token.
    public override string ToString() => Id.Value;
}

/// <summary>Several invitations made at once.</summary>
[GenerateSerializer, Immutable, Alias("InvitationBatchView")]
public sealed record InvitationBatchView([property: Id(0)] ImmutableArray<InvitationView> Invitations) : IShownOnce
{
    public object WithoutSecret() => new InvitationBatchView([.. Invitations.Select(invitation => invitation with { Token = null })]);

    public override string ToString() => nameof(InvitationBatchView);
}

/// <summary>An organization that an invited one has joined.</summary>
[GenerateSerializer, Immutable, Alias("JoinedView")]
public sealed record JoinedView([property: Id(0)] OrganizationView Organization, [property: Id(1)] MemberView Member);

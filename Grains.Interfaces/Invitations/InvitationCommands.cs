using System.Collections.Immutable;

namespace Tenantry.Grains.Interfaces;

/// <summary>One address to be invited, as asked for.</summary>
[GenerateSerializer, Immutable, Alias("InvitationRequest")]
public sealed record InvitationRequest
{
    [Id(0)]
    public required string Email { get; init; }

    /// <summary>The built-in role as typed; null for member.</summary>
    [Id(1)]
    public string? Role { get; init; }

    [Id(2)]
    public ImmutableArray<string> CustomRoles { get; init; } = [];

    /// <summary>For how many days the invitation is good, 1 to 30; null for 7.</summary>
    [Id(3)]
    public int? ExpiresInDays { get; init; }

    /// <summary>Whether the token goes out by mail; otherwise it is in the answer.</summary>
    [Id(4)]
    public bool SendMail { get; init; } = true;

    /// <summary>The teams that the invited one gets into, at most 10.</summary>
    [Id(5)]
    public ImmutableArray<TeamId> Teams { get; init; } = [];

    public override string ToString() => nameof(InvitationRequest);
}

/// <summary>Invites one address into an organization.</summary>
[GenerateSerializer, Immutable, Alias("Invite")]
public sealed record Invite : Command<InvitationView>
{
    [Id(0)]
    public required OrganizationId Organization { get; init; }

    [Id(1)]
    public required InvitationRequest Invitation { get; init; }

    [Id(2)]
    public required Actor Actor { get; init; }
}

/// <summary>Invites up to 50 addresses at once: all of them or, if one cannot be, none.</summary>
[GenerateSerializer, Immutable, Alias("InviteMany")]
public sealed record InviteMany : Command<InvitationBatchView>
{
    [Id(0)]
    public required OrganizationId Organization { get; init; }

    [Id(1)]
    public required ImmutableArray<InvitationRequest> Invitations { get; init; }

    [Id(2)]
    public required Actor Actor { get; init; }
}

/// <summary>Sends an invitation again, with a new token and the whole time to accept it.</summary>
[GenerateSerializer, Immutable, Alias("ResendInvitationCommand")]
public sealed record ResendInvitation : Command<InvitationView>
{
    [Id(0)]
    public required OrganizationId Organization { get; init; }

    [Id(1)]
    public required InvitationId Invitation { get; init; }

    [Id(2)]
    public required Actor Actor { get; init; }
}

/// <summary>Takes an invitation back.</summary>
[GenerateSerializer, Immutable, Alias("RevokeInvitationCommand")]
public sealed record RevokeInvitation : Command<Done>
{
    [Id(0)]
    public required OrganizationId Organization { get; init; }

    [Id(1)]
    public required InvitationId Invitation { get; init; }

    [Id(2)]
    public required Actor Actor { get; init; }
}

/// <summary>Accepts an invitation for a user who has an account.</summary>
[GenerateSerializer, Immutable, Alias("AcceptInvitationCommand")]
public sealed record AcceptInvitation : Command<JoinedView>
{
    [Id(0)]
    public required string Token { get; init; }

    [Id(1)]
    public required UserId User { get; init; }
}

/// <summary>Accepts an invitation by making an account for the invited address.</summary>
[GenerateSerializer, Immutable, Alias("AcceptInvitationAsNewUser")]
public sealed record AcceptInvitationAsNewUser : Command<JoinedView>
{
    [Id(0)]
    public required string Token { get; init; }

    [Id(1)]
    public string? UserName { get; init; }

    [Id(2)]
    public required string Password { get; init; }
}

/// <summary>Declines an invitation.</summary>
[GenerateSerializer, Immutable, Alias("DeclineInvitationCommand")]
public sealed record DeclineInvitation : Command<Done>
{
    [Id(0)]
    public required string Token { get; init; }
}

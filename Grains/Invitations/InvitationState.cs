namespace Tenantry.Grains;

/// <summary>An invitation.</summary>
internal sealed record InvitationState;

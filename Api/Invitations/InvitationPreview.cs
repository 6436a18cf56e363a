using System.Collections.Immutable;

namespace Tenantry.Api;

/// <summary>Puts together what the one who holds a token is shown before they decide.</summary>
internal static class InvitationPreview
{
    public static async Task<Result<InvitationPreviewView>> PreviewInvitation(this IGrainFactory grains, string text)
    {
        if (!InvitationToken.TryParse(text, out var token))
            return Errors.InvitationNotFound();
        var presented = await grains.Invitation(token.Organization, token.Invitation).Open(token.Hash);
        if (!presented.Succeeded)
            return presented.Error;

        var invitation = presented.Value.Details;
        var claiming = grains.EmailClaim(invitation.EmailKey).Get();
        var organization = await grains.Organization(token.Organization).Get();
        if (!organization.Succeeded)
            return Errors.InvitationNotFound();

        return new InvitationPreviewView
        {
            Organization = new()
            {
                Id = token.Organization,
                Name = organization.Value.Name,
                Slug = organization.Value.Slug,
            },
            Email = invitation.Email,
            Role = invitation.Roles.Role!.Value,
            CustomRoles = invitation.Roles.CustomRoles,
            InviterName = invitation.InviterName,
            ExpiresAt = invitation.ExpiresAt,
            HasAccount = await claiming is { Confirmed: true },
        };
    }
}

/// <summary>What a token invites to.</summary>
internal sealed record InvitationPreviewView
{
    public required InvitingOrganization Organization { get; init; }

    /// <summary>The invited address.</summary>
    public required string Email { get; init; }

    public required Role Role { get; init; }

    public required ImmutableArray<string> CustomRoles { get; init; }

    /// <summary>The name of the member who invited, if they have one.</summary>
    public required string? InviterName { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Whether the address has an account, so that the invited one signs in to accept; otherwise they make one.</summary>
    public required bool HasAccount { get; init; }
}

/// <summary>The organization that invites.</summary>
internal sealed record InvitingOrganization
{
    public required OrganizationId Id { get; init; }

    public required string Name { get; init; }

    public required string Slug { get; init; }
}

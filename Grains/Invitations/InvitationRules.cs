namespace Tenantry.Grains;

/// <summary>The rules of an invitation that need nothing but itself.</summary>
internal static class InvitationRules
{
    /// <summary>For how many days an invitation is good unless the inviter says otherwise.</summary>
    public const int DefaultDays = 7;

    public const int MostDays = 30;

    /// <summary>How many can be invited at once.</summary>
    public const int MostAtOnce = 50;

    /// <summary>Whether it can still be accepted.</summary>
    public static bool IsOpen(this InvitationDetails details, DateTimeOffset now)
        => details.Status == InvitationStatus.Pending && now < details.ExpiresAt;

    /// <summary>Why it cannot be accepted; null while it can.</summary>
    public static Error? Closed(this InvitationDetails details, DateTimeOffset now)
        => details.IsOpen(now) ? null : Errors.InvitationNotPending(details.Status switch
        {
            InvitationStatus.Accepted => "accepted already",
            InvitationStatus.Declined => "declined",
            InvitationStatus.Revoked => "revoked",
            _ => "expired",
        });

    /// <summary>The invitation at its end.</summary>
    public static InvitationDetails End(this InvitationDetails details, InvitationStatus status, long order, Guid decision, DateTimeOffset now)
        => details with { Status = status, Order = order, Decision = decision, EndedAt = now };

    /// <summary>The invitation sent once more.</summary>
    public static InvitationDetails Renew(this InvitationDetails details, long order, Guid decision, DateTimeOffset now)
        => details with
        {
            ExpiresAt = now.AddDays(details.Days),
            Generation = details.Generation + 1,
            Order = order,
            Decision = decision,
        };

    /// <summary>The mail that takes its token.</summary>
    public static InvitationMail Mail(
        this InvitationDetails details, OrganizationId organization, string organizationName, InvitationId id) => new()
        {
            To = details.Email,
            Organization = organization,
            OrganizationName = organizationName,
            Invitation = id,
            InvitedBy = details.InviterName,
            Role = details.Roles.Role!.Value,
            ExpiresAt = details.ExpiresAt,
        };

    public static InvitationView View(this InvitationDetails details, InvitationId id, long revision) => new()
    {
        Id = id,
        Email = details.Email,
        Role = details.Roles.Role!.Value,
        CustomRoles = details.Roles.CustomRoles,
        Teams = details.Teams,
        Status = details.Status,
        InvitedBy = details.InvitedBy,
        CreatedAt = details.CreatedAt,
        ExpiresAt = details.ExpiresAt,
        EndedAt = details.EndedAt,
        Revision = revision,
    };
}

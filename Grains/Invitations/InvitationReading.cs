using System.Collections.Immutable;

namespace Tenantry.Grains;

/// <summary>Reads those who are to be invited.</summary>
internal static class InvitationReading
{
    private const int MostCustomRoles = 10;
    private const int LongestRoleKey = 40;
    private const int MostTeams = 10;

    /// <param name="request">What was asked for.</param>
    /// <param name="path">Where it stands in the request: empty, or ends with a dot.</param>
    /// <param name="id">The id of the invitation.</param>
    /// <param name="rules">Gathers what is broken.</param>
    public static NewInvitation Read(InvitationRequest request, string path, InvitationId id, FieldRules rules)
    {
        var field = $"{path}email";
        if (!EmailAddress.TryNormalize(request.Email, out var email, out var key))
            rules.Break(field, "must be an email address of at most 254 characters");
        var role = rules.OptionalRole($"{path}role", request.Role) ?? Role.Member;
        if (request.CustomRoles.Length > MostCustomRoles)
            rules.Break($"{path}customRoles", $"must have at most {MostCustomRoles} items");
        if (request.Teams.Length > MostTeams)
            rules.Break($"{path}teams", $"must have at most {MostTeams} items");
        if (request.ExpiresInDays is < 1 or > InvitationRules.MostDays)
            rules.Break($"{path}expiresInDays", $"must be a whole number from 1 to {InvitationRules.MostDays}");

        return new NewInvitation
        {
            Id = id,
            Email = email ?? "",
            EmailKey = key ?? "",
            Roles = new RoleSet { Role = role, CustomRoles = CustomRoles(request, path, rules) },
            Teams = [.. request.Teams.Distinct()],
            Days = request.ExpiresInDays ?? InvitationRules.DefaultDays,
            SendMail = request.SendMail,
            Field = field,
        };
    }

    /// <summary>Nobody can be invited twice at once.</summary>
    public static void RefuseRepetitions(ImmutableArray<NewInvitation> invitations, FieldRules rules)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var invitation in invitations)
        {
            if (invitation.EmailKey.Length > 0 && !seen.Add(invitation.EmailKey))
                rules.Break(invitation.Field, "is in this request already");
        }
    }

    private static ImmutableArray<string> CustomRoles(InvitationRequest request, string path, FieldRules rules) =>
    [
        .. request.CustomRoles.Take(MostCustomRoles)
            .Select((key, i) => rules.Line($"{path}customRoles.{i}", key, LongestRoleKey))
            .Distinct()
            .Order(StringComparer.Ordinal),
    ];
}

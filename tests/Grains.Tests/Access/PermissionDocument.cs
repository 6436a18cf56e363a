using System.Globalization;
using System.Text;

namespace Tenantry.Grains.Tests;

/// <summary>Writes docs/permissions.md from the table by which access is judged.</summary>
internal static class PermissionDocument
{
    public const string RewriteVariable = "TENANTRY_REWRITE_DOCS";
    public const string Command = $"{RewriteVariable}=1 dotnet test --project tests/Grains.Tests --filter-class '*PermissionDocumentTests'";

    public static string Path { get; } = System.IO.Path.Combine(Root(), "docs", "permissions.md");

    public static string Write()
    {
        var text = new StringBuilder();
        text.Append(Head);
        foreach (var rule in Permissions.All)
        {
            var roles = string.Join(" | ", Enum.GetValues<Role>().Select(role => role.Grants(rule.Permission) ? "yes" : ""));
            text.Append(CultureInfo.InvariantCulture, $"| `{rule.Name}` | {roles} | {(rule.OnProjects ? "yes" : "")} | {(rule.Feature is { } feature ? $"`{feature}`" : "")} ");
            text.Append(CultureInfo.InvariantCulture, $"| {(rule.HoldsWhileSuspended ? "yes" : "")} | {(rule.Reads || rule.HoldsWhileFrozen ? "yes" : "")} |\n");
        }

        return text.Append(Foot).ToString();
    }

    private const string Head = $"""
        # Who may do what

        Every request inside an organization needs a permission. This table is written from the one by which requests are judged; to
        write it again: `{Command}`.

        - *viewer* to *admin*: the built-in roles that grant it, each including the ones before it.
        - *on projects*: a role on a project grants it for that project.
        - *feature*: nobody has it unless the organization has this feature, by its plan or by a switch.
        - *suspended*: can be used while the organization is suspended.
        - *frozen*: can be used by members, and on projects, that are beyond the plan's limit since a downgrade.

        | permission | viewer | member | manager | admin | on projects | feature | suspended | frozen |
        |---|---|---|---|---|---|---|---|---|

        """;

    private const string Foot = """

        ## What somebody holds

        The union of: their own role, their own custom roles, the roles of the teams they are in, and on a project their own role and
        their teams' roles there. A custom role is a named set of these permissions and of those that the product defines. More is
        never less: no role takes a permission away.

        The built-in role of `GET …/members/{user}` is the own one. The last admin, and who is never frozen, are matters of the own role too,
        since a team's role ends with the team.

        A custom role that is deleted grants nothing from then on. A team that holds it keeps it from being deleted; members may go on
        naming it in `customRoles`, and have what it grants again if a role with the same key is made.

        Nobody gives or takes away, makes, replaces or deletes a role that grants more than they hold themselves, and nobody puts
        members into a team, takes them out of it or deletes it when the team holds more. Admins hold everything, also permissions of the
        product that no built-in role grants.

        ## API keys

        A key holds the permissions that it names as scopes, in its own organization, or in every organization when it is the platform's;
        see [API keys](api-keys.md). It is no member: no freeze of members stops it, and it needs no second factor. It gives a role only
        when it has all of Tenantry's permissions that the role grants. `organization:leave` is about somebody's own membership and is no
        scope.

        ## The answer

        Asked in this order, the first that applies is the answer:

        | | status | code | reason in `…/access/check` |
        |---|---|---|---|
        | no member of the organization | 404 | `organization_not_found` | `notMember` |
        | nothing they hold grants it; in a question about somebody whose account is disabled | 403 | `permission_denied` | `denied` |
        | the organization is suspended | 403 | `organization_suspended` | `suspended` |
        | the organization lacks the feature | 402 | `feature_not_in_plan` | `featureMissing` |
        | the member or the project is beyond the plan's limit | 402 | `frozen` | `frozen` |
        | the organization demands a second factor, and the caller signed in without | 403 | `second_factor_required` | |

        `GET …/access/explain` tells the same answer with everything that led to it.

        """;

    internal static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(System.IO.Path.Combine(folder.FullName, "Tenantry.slnx")))
            folder = folder.Parent ?? throw new InvalidOperationException("These tests run from a build inside the checkout.");
        return folder.FullName;
    }
}

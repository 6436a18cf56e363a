namespace Tenantry.Grains.Interfaces;

public static partial class Errors
{
    public static Error InvitationNotFound() => Of(ErrorCode.InvitationNotFound, "There is no such invitation.");

    public static Error InvitationNotPending(string status) => Of(ErrorCode.InvitationNotPending, $"The invitation is {status}.");

    public static Error InvitationForOther() => Of(ErrorCode.InvitationForOther, "This invitation was sent to another email address than yours.");

    public static Error AlreadyInvited() => Of(ErrorCode.AlreadyInvited, "This address has a pending invitation already; send that again, or revoke it.");

    public static Error MemberExists() => Of(ErrorCode.MemberExists, "This user is a member of the organization already.");

    public static Error LastAdmin() => Of(ErrorCode.LastAdmin, "The last admin cannot leave, be removed or be given a lesser role; make somebody else admin first.");

    public static Error RoleAboveOwn() => Of(ErrorCode.RoleAboveOwn, "You cannot give or take away a role that grants more than your own.");

    public static Error TooManyOrganizations(int most) => Of(ErrorCode.TooManyOrganizations, $"A user can belong to at most {most} organizations.");

    public static Error CapacityReached(string what, int most) => Of(ErrorCode.CapacityReached, $"There can be at most {most} {what}.");

    public static Error TeamNotFound(TeamId id) => Of(ErrorCode.TeamNotFound, $"The organization has no team {id}.");

    public static Error TeamNameTaken(string name) => Of(ErrorCode.TeamNameTaken, $"The organization has a team named '{name}' already.");

    public static Error RoleNotFound(string key) => Of(ErrorCode.RoleNotFound, $"The organization has no role '{key}'.");

    public static Error RoleInUse(string key) => Of(ErrorCode.RoleInUse, $"The role '{key}' is still held by a team; take it away first.");

    public static Error EnvironmentNotFound(EnvironmentId id) => Of(ErrorCode.EnvironmentNotFound, $"The project has no environment {id}.");

    public static Error EnvironmentKeyNotFound() => Of(ErrorCode.EnvironmentKeyNotFound, "This key belongs to no environment.");

    public static Error ProjectArchived() => Of(ErrorCode.ProjectArchived, "The project is archived; restore it first.");

    public static Error FeatureNotInPlan(string feature, string? upgradeTo = null)
        => Of(ErrorCode.FeatureNotInPlan, $"The organization's plan does not have '{feature}'.") with { Feature = new FeatureMissing(feature, upgradeTo) };

    public static Error Frozen(string meter) => Of(ErrorCode.Frozen, $"This is beyond the plan's limit of {meter} and can only be read until there is room again.");

    public static Error PlanChangeBlocked(string why) => Of(ErrorCode.PlanChangeBlocked, why);

    public static Error FlagNotFound(string key) => Of(ErrorCode.FlagNotFound, $"There is no flag '{key}'.");

    public static Error FlagNotSwitchable(string key) => Of(ErrorCode.FlagNotSwitchable, $"Only operators switch '{key}'.");

    public static Error MeterNotFound(string key) => Of(ErrorCode.MeterNotFound, $"There is no meter '{key}'.");

    public static Error MeterUse(string why) => Of(ErrorCode.MeterUse, why);

    public static Error ReservationNotFound(ReservationId id) => Of(ErrorCode.ReservationNotFound, $"There is no reservation {id}, any more or yet.");

    public static Error StepNotFound(string key) => Of(ErrorCode.StepNotFound, $"The checklist has no step '{key}'.");

    public static Error ExternalIdTaken() => Of(ErrorCode.ExternalIdTaken, "Another organization has this external id.");

    public static Error DomainNotFound(string domain) => Of(ErrorCode.DomainNotFound, $"The organization has no domain '{domain}'.");

    public static Error DomainTaken() => Of(ErrorCode.DomainTaken, "Another organization has verified this domain.");

    public static Error DomainNotVerified(string why) => Of(ErrorCode.DomainNotVerified, why);

    public static Error EmailNotVerified() => Of(ErrorCode.EmailNotVerified, "Only a verified email address may do this.");

    public static Error SecondFactorRequired()
        => Of(ErrorCode.SecondFactorRequired, "The organization demands a second factor; sign in again with one.");

    public static Error DomainExists(string domain) => Of(ErrorCode.DomainExists, $"The organization has the domain '{domain}' already.");

    public static Error ChangeInProgress()
        => Of(ErrorCode.ChangeInProgress, "An earlier change is not decided yet; try again.") with { RetryAfter = TimeSpan.FromSeconds(1) };

    private static Error Of(ErrorCode code, string detail) => new() { Code = code, Detail = detail };
}

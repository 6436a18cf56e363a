namespace Tenantry.Grains;

/// <summary>The catalogue of event types.</summary>
internal static partial class EventTypes
{
    public const string OrganizationCreated = "organization.created";
    public const string OrganizationRenamed = "organization.renamed";
    public const string OrganizationSlugChanged = "organization.slug_changed";
    public const string OrganizationSlugReleased = "organization.slug_released";
    public const string OrganizationExternalIdChanged = "organization.external_id_changed";
    public const string OrganizationSecurityChanged = "organization.security_changed";
    public const string OrganizationSuspended = "organization.suspended";
    public const string OrganizationReactivated = "organization.reactivated";
    public const string MemberAdded = "member.added";
    public const string MemberRoleChanged = "member.role_changed";
    public const string MemberDisabled = "member.disabled";
    public const string MemberEnabled = "member.enabled";
    public const string MemberRemoved = "member.removed";
    public const string MemberLeft = "member.left";
    public const string InvitationCreated = "invitation.created";
    public const string InvitationResent = "invitation.resent";
    public const string InvitationAccepted = "invitation.accepted";
    public const string InvitationDeclined = "invitation.declined";
    public const string InvitationRevoked = "invitation.revoked";
    public const string InvitationExpired = "invitation.expired";
    public const string ProjectCreated = "project.created";
    public const string ProjectRenamed = "project.renamed";
    public const string ProjectArchived = "project.archived";
    public const string ProjectRestored = "project.restored";
    public const string ProjectRoleChanged = "project.role_changed";
    public const string EnvironmentCreated = "environment.created";
    public const string TeamCreated = "team.created";
    public const string TeamRenamed = "team.renamed";

    /// <summary>All its members are out of it with this; no event follows for each.</summary>
    public const string TeamDeleted = "team.deleted";
    public const string TeamMemberAdded = "team.member_added";

    /// <summary>Somebody who leaves the organization leaves its teams with that; no event follows for each.</summary>
    public const string TeamMemberRemoved = "team.member_removed";
    public const string TeamRolesChanged = "team.roles_changed";
    public const string RolePut = "role.put";
    public const string RoleDeleted = "role.deleted";
    public const string LimitExceeded = "limit.exceeded";
    public const string OnboardingStepCompleted = "onboarding.step_completed";
    public const string OnboardingStepReopened = "onboarding.step_reopened";
    public const string CompanyChanged = "organization.company_changed";
    public const string MetadataChanged = "organization.metadata_changed";
    public const string DomainAdded = "domain.added";
    public const string DomainVerified = "domain.verified";
    public const string DomainChanged = "domain.changed";
    public const string DomainRemoved = "domain.removed";
    public const string DomainJoinRefused = "domain.join_refused";
    public const string EnvironmentRenamed = "environment.renamed";
    public const string EnvironmentKeyRotated = "environment.key_rotated";
    public const string EnvironmentKeyEnded = "environment.key_ended";
    public const string EnvironmentVariablesChanged = "environment.variables_changed";
    public const string EnvironmentSettingsChanged = "environment.settings_changed";
    public const string EnvironmentPromoted = "environment.promoted";
    public const string SubscriptionChanged = "subscription.changed";
    public const string SubscriptionChangeScheduled = "subscription.change_scheduled";
    public const string SubscriptionChangeCancelled = "subscription.change_cancelled";
    public const string SubscriptionRenewed = "subscription.renewed";
    public const string SubscriptionTrialEnding = "subscription.trial_ending";
    public const string SubscriptionTrialEnded = "subscription.trial_ended";
    public const string SubscriptionFrozen = "subscription.frozen";
    public const string SubscriptionThawed = "subscription.thawed";
    public const string SubscriptionOverridden = "subscription.overridden";
    public const string FlagSwitched = "flag.switched";
    public const string ApiKeyCreated = "api_key.created";
    public const string ApiKeyChanged = "api_key.changed";
    public const string ApiKeyRotated = "api_key.rotated";
    public const string ApiKeyRevoked = "api_key.revoked";
}

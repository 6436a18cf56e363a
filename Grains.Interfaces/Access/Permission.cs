namespace Tenantry.Grains.Interfaces;

/// <summary>What a caller may do inside an organization. <see cref="Permissions"/> says who may.</summary>
[GenerateSerializer, Alias("Permission")]
public enum Permission
{
    OrganizationRead,
    OrganizationWrite,
    MembersRead,
    ProjectsRead,
    ProjectsWrite,
    EnvironmentsWrite,
    OrganizationLeave,
    MembersWrite,
    InvitationsRead,
    InvitationsWrite,
    TeamsRead,
    TeamsWrite,
    RolesRead,
    RolesWrite,
    AccessRead,
    EnvironmentsRead,
    EnvironmentsPromote,
    SubscriptionRead,
    SubscriptionWrite,
    EntitlementsRead,
    UsageRead,
    UsageWrite,
    FlagsRead,
    FlagsWrite,
    OnboardingRead,
    OnboardingWrite,
    DomainsRead,
    DomainsWrite,
    ApiKeysRead,
    ApiKeysWrite,
    EventsRead,
}

namespace Tenantry.Grains;

/// <summary>The stored definition; null until operators put one.</summary>
internal sealed record ProductState
{
    public ProductDefinition? Definition { get; init; }

    /// <summary>What a deployment starts with.</summary>
    public static ProductDefinition Defaults { get; } = new()
    {
        Flags =
        [
            new() { Key = "auditExport", DisplayName = "Audit export" },
            new() { Key = "customRoles", DisplayName = "Custom roles" },
            new() { Key = "sso", DisplayName = "Single sign-on" },
        ],
        Onboarding =
        [
            new() { Key = "installScript", Title = "Install the script" },
            new() { Key = "companyDetails", Title = "Tell us about your company" },
            new() { Key = "inviteTeam", Title = "Invite your team" },
            new() { Key = "firstProject", Title = "Create your first project" },
        ],
    };
}

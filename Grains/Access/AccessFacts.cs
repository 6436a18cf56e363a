namespace Tenantry.Grains;

/// <summary>Everything that decides about one question besides the permission itself.</summary>
internal readonly record struct AccessFacts
{
    /// <summary>The membership; null for a stranger.</summary>
    public MemberAccess? Member { get; init; }

    /// <summary>Whether the account is disabled or has ended; false when the one who asks is the user, who was turned away before.</summary>
    public bool Barred { get; init; }

    public required AccessPolicyState Policy { get; init; }

    public required OrganizationTerms Terms { get; init; }

    /// <summary>Whether the organization has the feature that the permission is bound to; of no account when it is bound to none.</summary>
    public bool HasFeature { get; init; }

    /// <summary>The project it is about; null for the organization itself.</summary>
    public ProjectId? Project { get; init; }

    /// <summary>What that project says; null when there is none, or when it was found not to matter.</summary>
    public ProjectAccess? ProjectAccess { get; init; }

    /// <summary>Whether the one who asks signed in without a second factor; false when somebody else asks about them.</summary>
    public bool WithoutSecondFactor { get; init; }
}

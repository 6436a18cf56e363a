using System.Collections.Immutable;

namespace Tenantry.Grains;

/// <summary>Whether an organization is.</summary>
internal enum Existence
{
    /// <summary>There is no such organization yet.</summary>
    None,

    /// <summary>There is one.</summary>
    Exists,

    /// <summary>A tombstone: there never was one and never will be.</summary>
    Abandoned,
}

/// <summary>The state of an organization and the rules that need nothing else.</summary>
internal sealed partial record OrganizationState
{
    public Existence Existence { get; init; }

    public string Name { get; init; } = "";

    public string Slug { get; init; } = "";

    /// <summary>The normalized email that the sign-up claimed; empty when the founder was a user already.</summary>
    public string FounderEmail { get; init; } = "";

    public OrganizationStatus Status { get; init; }

    public string? SuspensionReason { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>How many of each meter are in use.</summary>
    public ImmutableSortedDictionary<string, long> Used { get; init; } = ImmutableSortedDictionary<string, long>.Empty;

    /// <summary>What of it decides about access.</summary>
    public OrganizationTerms Terms(long ordinal) => new()
    {
        Status = Status,
        Features = Features(),
        Environments = EnvironmentLimit,
        MembersFrozenAfter = FrozenOf(Meters.Users)?.After,
        ProjectsFrozenAfter = FrozenOf(Meters.Projects)?.After,
        RequiresSecondFactor = RequiresSecondFactor,
        RequestsPerMinute = Subscription.Plan.RequestsPerMinute,
        Ordinal = ordinal,
    };

    public bool Exists() => Existence == Existence.Exists;

    /// <summary>Whether a claim with this key is this organization's own.</summary>
    public bool Holds(string claim)
        => Exists() && (claim == GrainKeys.SlugClaimKey(Slug) || (FounderEmail.Length > 0 && claim == GrainKeys.EmailClaimKey(FounderEmail)) || HasName(claim));

    /// <summary>How many of a meter are in use.</summary>
    public long UsedOf(string meter) => Used.GetValueOrDefault(meter);

    /// <summary>Whether so many more of a meter fit beside what is used and what is held.</summary>
    public bool HasRoomFor(string meter, int more = 1)
        => LimitOf(meter) is not { } limit || InUseOf(meter) + more <= limit || IsSoft(meter);

    /// <summary>Uses so many more of a meter.</summary>
    public OrganizationState Use(string meter, int more = 1) => this with { Used = Used.SetItem(meter, UsedOf(meter) + more) };

    /// <summary>A new organization; its founder and first project are counted.</summary>
    public static OrganizationState Found(FoundOrganization founding, DateTimeOffset now, string? poolProvider = null) => new()
    {
        Existence = Existence.Exists,
        Name = founding.Name,
        Slug = founding.Slug,
        FounderEmail = founding.Founder.EmailKey ?? "",
        Status = OrganizationStatus.Active,
        Subscription = new SubscriptionState().Begin(founding.Plan, now),
        CreatedAt = now,
        Admins = [founding.Founder.Id],
        LastMember = 1,
        LastProject = 1,
        Order = 1,
        Pool = poolProvider is null ? null : new OrganizationPool { Provider = poolProvider, Founder = founding.Founder.Id },
        Used = ImmutableSortedDictionary<string, long>.Empty.Add(Meters.Users, 1).Add(Meters.Projects, 1),
    };

    public OrganizationView View(OrganizationId id, long revision) => new()
    {
        Id = id,
        Name = Name,
        Slug = Slug,
        Status = Status,
        Subscription = SubscriptionView(revision),
        CreatedAt = CreatedAt,
        ExternalId = ExternalId(),
        Identity = Identity(),
        Revision = revision,
    };

    public DirectoryEntry DirectoryEntry(OrganizationId id) => new()
    {
        Id = id,
        Name = Name,
        Slug = Slug,
        Status = Status,
        Plan = Subscription.Plan.Name,
        CreatedAt = CreatedAt,
    };
}

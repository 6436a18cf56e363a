using System.Collections.Immutable;

namespace Tenantry.Grains;

internal sealed partial record OrganizationState
{
    private static readonly ImmutableArray<string> OwnMeters = [Meters.Environments, Meters.Projects, Meters.Users];

    /// <summary>What was bought. What holds is asked of <see cref="LimitOf"/>, <see cref="IsSoft"/> and <see cref="Features"/>.</summary>
    public SubscriptionState Subscription { get; init; } = new();

    /// <summary>What operators grant or deny beside the plan; null for nothing.</summary>
    public Overrides? Overrides { get; init; }

    /// <summary>What is frozen, by meter, as last reckoned; it holds only while the limit is exceeded.</summary>
    public ImmutableSortedDictionary<string, FreezeLine> Freeze { get; init; } = ImmutableSortedDictionary<string, FreezeLine>.Empty;

    /// <summary>The decision for which it was last reckoned.</summary>
    public long FreezeOrder { get; init; }

    /// <summary>How many of a meter are allowed; null when there is no limit.</summary>
    public long? LimitOf(string meter)
        => IsExpired() ? 0
            : Overrides is not null && Overrides.Limits.TryGetValue(meter, out var granted) ? granted
            : Subscription.Plan.Limits.TryGetValue(meter, out var limit) ? limit
            : null;

    /// <summary>Whether a meter's limit only warns.</summary>
    public bool IsSoft(string meter) => !IsExpired() && Subscription.Plan.SoftLimits.Contains(meter);

    /// <summary>Whether more of a meter are in use than a hard limit allows.</summary>
    public bool IsOver(string meter) => LimitOf(meter) is { } limit && UsedOf(meter) > limit && !IsSoft(meter);

    /// <summary>From where on the items of a meter are frozen; null when none is.</summary>
    public FreezeLine? FrozenOf(string meter) => Freeze.TryGetValue(meter, out var line) && IsOver(meter) ? line : null;

    /// <summary>Forgets what is frozen where there is room again.</summary>
    public OrganizationState Thaw()
        => Freeze.IsEmpty ? this : this with { Freeze = Freeze.RemoveRange(Freeze.Keys.Where(meter => !IsOver(meter))) };

    /// <summary>After how many days what is in the audit log is removed; null for never. What has expired keeps what it had bought.</summary>
    public int? AuditRetentionDays() => Overrides?.AuditRetentionDays ?? Subscription.Plan.AuditRetentionDays;

    public bool IsExpired() => Subscription.Status == SubscriptionStatus.Expired;

    /// <summary>When something is to happen to the subscription by itself; null for never.</summary>
    public DateTimeOffset? SubscriptionDue() => Exists() ? Subscription.Due() : null;

    /// <summary>The limits that hold, by meter.</summary>
    public ImmutableSortedDictionary<string, long> Limits()
    {
        var bought = Subscription.Plan.Limits;
        if (IsExpired())
            return ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, bought.Keys.Union(OwnMeters).Select(meter => KeyValuePair.Create(meter, 0L)));
        if (Overrides is null || Overrides.Limits.IsEmpty)
            return bought;

        var limits = bought.ToBuilder();
        foreach (var (meter, limit) in Overrides.Limits)
        {
            if (limit is { } number)
                limits[meter] = number;
            else
                limits.Remove(meter);
        }

        return limits.ToImmutable();
    }

    /// <summary>What the subscription says to members.</summary>
    public Subscription SubscriptionView(long revision) => new()
    {
        Plan = Subscription.Plan.Name,
        Status = Subscription.Status,
        TrialEndsAt = Subscription.IsTrial() ? Subscription.PeriodEnd : null,
        Limits = Limits(),
        Features = Features(),
        SoftLimits = IsExpired() ? [] : Subscription.Plan.SoftLimits,
        PeriodStart = Subscription.PeriodStart,
        PeriodEnd = Subscription.PeriodEnd,
        Cycle = Subscription.Plan.Cycle,
        Price = Subscription.Plan.Price,
        PendingChange = Subscription is { NextPlan: { } plan, PeriodEnd: { } end } ? new PendingChange(plan, end) : null,
        Frozen = Frozen(),
        AuditRetentionDays = AuditRetentionDays(),
        Revision = revision,
    };

    /// <summary>How many of each meter are frozen.</summary>
    public ImmutableSortedDictionary<string, long> Frozen()
        => Freeze.IsEmpty
            ? ImmutableSortedDictionary<string, long>.Empty
            : Freeze.Where(entry => IsOver(entry.Key)).ToImmutableSortedDictionary(entry => entry.Key, entry => entry.Value.Surplus, StringComparer.Ordinal);
}

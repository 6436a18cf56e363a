namespace Tenantry.Grains;

/// <summary>What an organization has bought: a copy of the plan's terms, which no later edit of the plan changes, and the present period.</summary>
internal sealed record SubscriptionState
{
    /// <summary>How long before its end a trial is announced to end.</summary>
    public static readonly TimeSpan Notice = TimeSpan.FromDays(3);

    /// <summary>The terms as they were bought.</summary>
    public Plan Plan { get; init; } = new() { Name = "", DisplayName = "" };

    public SubscriptionStatus Status { get; init; }

    /// <summary>When the first period of this plan began; all ends are counted from it.</summary>
    public DateTimeOffset Anchor { get; init; }

    public DateTimeOffset PeriodStart { get; init; }

    /// <summary>When the period or the trial ends; null once expired.</summary>
    public DateTimeOffset? PeriodEnd { get; init; }

    /// <summary>Whether the end of the trial was announced.</summary>
    public bool Noticed { get; init; }

    /// <summary>Whether there ever was a trial: it can be had once.</summary>
    public bool HadTrial { get; init; }

    /// <summary>The key of the plan that follows when the period ends; null for the same again.</summary>
    public string? NextPlan { get; init; }

    public bool IsTrial() => Status == SubscriptionStatus.Trialing;

    /// <summary>When something is to happen to it by itself; null for never.</summary>
    public DateTimeOffset? Due() => IsTrial() && !Noticed ? PeriodEnd - Notice : PeriodEnd;

    /// <summary>Begins a plan.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="at">When its first period begins.</param>
    public SubscriptionState Begin(Plan plan, DateTimeOffset at) => new()
    {
        Plan = plan,
        Status = plan.TrialDays is null ? SubscriptionStatus.Active : SubscriptionStatus.Trialing,
        Anchor = at,
        PeriodStart = at,
        PeriodEnd = plan.TrialDays is { } days ? at.AddDays(days) : Periods.End(at, plan.Cycle, at),
        HadTrial = HadTrial || plan.TrialDays is not null,
    };

    /// <summary>Begins the next period, on the terms that the plan has by now.</summary>
    public SubscriptionState Renew(Plan plan)
    {
        var start = PeriodEnd!.Value;
        // Other months than before are counted from here on.
        var anchor = plan.Cycle == Plan.Cycle ? Anchor : start;
        return this with { Plan = plan, Anchor = anchor, PeriodStart = start, PeriodEnd = Periods.End(anchor, plan.Cycle, start), NextPlan = null };
    }

    /// <summary>The end of a trial after which nothing was bought.</summary>
    public SubscriptionState Expire() => this with
    {
        Status = SubscriptionStatus.Expired,
        PeriodStart = PeriodEnd!.Value,
        PeriodEnd = null,
        NextPlan = null,
    };
}

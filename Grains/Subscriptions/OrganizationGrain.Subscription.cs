using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace Tenantry.Grains;

// What was bought, and what happens to it by itself.
internal sealed partial class OrganizationGrain
{
    public Task<Result<Subscription>> GetSubscription()
        => Task.FromResult<Result<Subscription>>(State.Exists() ? State.SubscriptionView(Revision) : Errors.OrganizationNotFound(Id));

    public async Task<Result<Subscription>> ChangePlan(string plan, ChangeTime when, Actor actor)
    {
        if (RefusalOf(actor) is { } refusal) return refusal;
        if (Find(await Grains.Plans().List(), plan) is not { } target) return Errors.PlanNotFound(plan);

        await OnSubscriptionDue();
        var change = PlanChange.Of(State, target, when, Now);
        if (!change.Blocks.IsEmpty) return change.Blocks[0];
        if (ReferenceEquals(change.Next, State)) return State.SubscriptionView(Revision);

        var plans = ("plan", State.Subscription.Plan.Name, change.Then.Subscription.Plan.Name);
        var happened = change.Next.Subscription.NextPlan is not null
            ? Event(EventTypes.SubscriptionChangeScheduled, actor, change.Data(State.Subscription)).Changing(plans)
            : ReferenceEquals(change.Next, change.Then)
                ? Event(EventTypes.SubscriptionChanged, actor, change.Data(State.Subscription)).Changing(plans)
                : Event(EventTypes.SubscriptionChangeCancelled, actor, ("plan", State.Subscription.NextPlan));
        await CommitSubscription(change.Next, [happened]);
        return State.SubscriptionView(Revision);
    }

    public async Task<Result<Subscription>> CancelPlanChange(Actor actor)
    {
        if (RefusalOf(actor) is { } refusal) return refusal;

        await OnSubscriptionDue();
        if (State.Subscription.NextPlan is { } plan)
            await CommitSubscription(
                State with { Subscription = State.Subscription with { NextPlan = null } },
                [Event(EventTypes.SubscriptionChangeCancelled, actor, ("plan", plan))]);
        return State.SubscriptionView(Revision);
    }

    public async Task<Result<Rehearsal>> Rehearse(string plan, ChangeTime when)
    {
        if (!State.Exists()) return Errors.OrganizationNotFound(Id);
        var plans = await Grains.Plans().List();
        if (Find(plans, plan) is not { } target) return Errors.PlanNotFound(plan);

        var product = await Grains.Product().Get();
        var used = await Grains.Usage(Id).GetUsed();
        var (present, _) = Timetable.Advance(State, plans, Now);
        var change = PlanChange.Of(present, target, when, Now);
        return new Rehearsal
        {
            Preview = new SubscriptionPreview
            {
                Plan = target.Name,
                EffectiveAt = change.EffectiveAt,
                Blocked = [.. change.Blocks.Select(error => new Block(JsonNamingPolicy.SnakeCaseLower.ConvertName($"{error.Code}"), error.Detail))],
                Frozen = Beyond(change.Then, product, used),
                Features = Flags.Changes(present, change.Then, product, Id),
                Cost = change.Cost,
            },
            Then = Basis(change.Then),
        };
    }

    public Task<Result<Overrides>> GetOverrides()
        => Task.FromResult<Result<Overrides>>(State.Exists() ? OverridesView() : Errors.OrganizationNotFound(Id));

    public async Task<Result<Overrides>> SetOverrides(Overrides overrides, long? ifRevision, Actor actor)
    {
        if (!State.Exists()) return Errors.OrganizationNotFound(Id);
        if (ifRevision is { } expected && expected != Revision) return Errors.RevisionMismatch();
        var rules = new FieldRules();
        PlanRules.CheckKeys(rules, "features", overrides.Features.Keys);
        PlanRules.CheckLimits(rules, overrides.Limits.ToDictionary(limit => limit.Key, limit => limit.Value ?? 0));
        PlanRules.CheckRetention(rules, overrides.AuditRetentionDays);
        if (rules.AreBroken) return rules.ToError();
        var before = State.Overrides ?? Overrides.None;
        if (LimitsText(before) == LimitsText(overrides) && FeaturesText(before) == FeaturesText(overrides)
            && before.AuditRetentionDays == overrides.AuditRetentionDays) return OverridesView();

        var next = State with
        {
            Overrides = overrides.Limits.IsEmpty && overrides.Features.IsEmpty && overrides.AuditRetentionDays is null ? null : new Overrides
            {
                AuditRetentionDays = overrides.AuditRetentionDays,
                Limits = overrides.Limits.WithComparers(StringComparer.Ordinal),
                Features = overrides.Features.WithComparers(StringComparer.Ordinal),
            },
        };
        await CommitSubscription(
            next,
            [
                Event(EventTypes.SubscriptionOverridden, actor).Changing(
                    ("limits", LimitsText(before), LimitsText(overrides)), ("features", FeaturesText(before), FeaturesText(overrides)),
                    ("auditRetentionDays", before.AuditRetentionDays?.ToString(CultureInfo.InvariantCulture), overrides.AuditRetentionDays?.ToString(CultureInfo.InvariantCulture))),
            ]);
        return OverridesView();
    }

    /// <summary>Does what the subscription has been waiting for; nothing when nothing is due.</summary>
    private async Task OnSubscriptionDue()
    {
        if (State.SubscriptionDue() is not { } due || due > Now) return;

        var before = State.Subscription;
        var (next, happenings) = Timetable.Advance(State, await Grains.Plans().List(), Now);
        await CommitSubscription(
            next,
            [.. happenings.Select(happening => Happened(happening))],
            [.. happenings.Select(happening => MailOf(happening.Type, before)).OfType<Message>()]);
    }

    private TenantEvent Happened(SubscriptionHappening happening)
        => Event(happening.Type, Actor.System, happening.Data) is var happened && happening.Changes is { } changes ? happened.Changing(changes) : happened;

    private TellAdmins? MailOf(EventType happened, SubscriptionState trial)
    {
        MailKind? kind = happened == EventTypes.SubscriptionTrialEnding ? MailKind.TrialEnding
            : happened == EventTypes.SubscriptionTrialEnded ? MailKind.TrialEnded
            : null;
        return kind is not { } mail ? null : new TellAdmins
        {
            Organization = Id,
            OrganizationName = State.Name,
            Admins = State.Admins,
            Mail = mail,
            Plan = trial.Plan.DisplayName,
            TrialEnd = trial.PeriodEnd!.Value,
            Seed = Ids.NewUuid(),
        };
    }

    /// <summary>Commits a change of what holds: it is logged, followed by whoever decides by it, and what is beyond it is reckoned anew.</summary>
    private Task CommitSubscription(OrganizationState decided, ImmutableArray<TenantEvent> happened, params ReadOnlySpan<Message> more)
    {
        var next = decided.Thaw() with { Order = State.Order + 1 };
        Message[] messages =
        [
            new AppendEvents(Id, happened.AddRange(FreezeEvents(next))),
            new FollowTerms(Id, next.Terms(Revision + 1)),
            new PutDirectoryEntry(next.DirectoryEntry(Id), Revision + 1),
            .. more,
        ];
        return Commit(next, ReckonIfOver(next) is { } reckon ? [.. messages, reckon] : messages);
    }

    /// <summary>What the product counts that is beyond its limits.</summary>
    private static ImmutableArray<FrozenMeter> Beyond(OrganizationState then, ProductDefinition product, UsageSnapshot used) =>
    [
        .. from meter in product.Meters
           let inUse = used.Of(meter).InUse
           let limit = then.IsSoft(meter.Key) ? null : then.LimitOf(meter.Key)
           where inUse > limit
           select new FrozenMeter(meter.Key, limit!.Value, inUse, inUse - limit.Value, []),
    ];

    // A suspension stops the organization, not those who suspend.
    private Error? RefusalOf(Actor actor)
        => actor.ActsInside() ? Refusal() : State.Exists() ? null : Errors.OrganizationNotFound(Id);

    private static Plan? Find(ImmutableArray<Plan> plans, string name) => plans.FirstOrDefault(plan => plan.Name == name);

    private Overrides OverridesView() => (State.Overrides ?? Overrides.None) with { Revision = Revision };

    private static string LimitsText(Overrides overrides)
        => string.Join(
            ' ',
            overrides.Limits.OrderBy(limit => limit.Key, StringComparer.Ordinal)
                .Select(limit => $"{limit.Key}={limit.Value?.ToString(CultureInfo.InvariantCulture) ?? "unlimited"}"));

    private static string FeaturesText(Overrides overrides)
        => string.Join(
            ' ',
            overrides.Features.OrderBy(feature => feature.Key, StringComparer.Ordinal)
                .Select(feature => $"{feature.Key}={(feature.Value ? "on" : "off")}"));
}

using System.Collections.Immutable;
using System.Globalization;

namespace Tenantry.Grains;

/// <summary>
/// What the endpoint is, and who changes it. The attempts run beside the grain's turns, see the other parts; whatever comes of them
/// is committed in a turn.
/// </summary>
[GrainType("webhook"), CollectionAgeLimit(Minutes = 5)]
internal sealed partial class WebhookGrain(
    [PersistentState("record")] IPersistentState<Record<WebhookState>> storage, AggregateSurroundings surroundings, IRecordStore store,
    DeliveryLog deliveries, WebhookSlots slots, IWebhookSender sender, ISecrets secrets, WebhookSettings settings, WebhookMeter meter)
    : AggregateGrain<WebhookState>(storage, surroundings), IWebhookGrain, IDisposable
{
    // An idempotency key is kept for a day; after that nobody repeats the making of an endpoint.
    private static readonly TimeSpan RememberedFor = TimeSpan.FromHours(25);

    private readonly CancellationTokenSource _ending = new();
    private bool _countedAsOpen;

    private WebhookId Id => WebhookId.Wrap(RecordKey.Of(this.GetGrainId()).Key);

    private OrganizationId? Organization
        => OrganizationId.TryParse(RecordKey.Of(this.GetGrainId()).Partition["webhook/".Length..], null, out var id) ? id : null;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        await base.OnActivateAsync(cancellationToken);
        _health = State.Health;
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        await _ending.CancelAsync();
        await base.OnDeactivateAsync(reason, cancellationToken);
    }

    public void Dispose() => _ending.Dispose();

    public async Task Make(NewWebhook webhook, long cursor, DateTimeOffset createdAt, Actor createdBy)
    {
        if (State.Url is not null || State.EndedAt is not null) return;
        await Commit(new WebhookState
        {
            Url = webhook.Url,
            Description = webhook.Description,
            EventTypes = webhook.EventTypes,
            Strict = webhook.Strict,
            CreatedBy = createdBy.Id,
            CreatedAt = createdAt,
            Cursor = cursor,
            Secrets = new WebhookSecrets { IssuedBy = webhook.IssuedBy },
        });
    }

    public async Task End()
    {
        if (State.EndedAt is not null) return;
        await Commit(new WebhookState { EndedAt = Now });
        await _ending.CancelAsync();
        // What it knows of attempts under way is not worth keeping.
        DeactivateOnIdle();
    }

    public Task<bool> IsEnded() => Task.FromResult(State.EndedAt is not null);

    public async Task<Result<WebhookView>> Reveal(Guid issuedBy)
    {
        if (State.Url is null) return Errors.WebhookNotFound(Id);
        return State.Secrets.IssuedBy == issuedBy ? await Issue(issuedBy, TimeSpan.Zero) : View();
    }

    public async Task<Result<WebhookView>> Rotate(Guid issuedBy, TimeSpan overlap, Actor actor)
    {
        if (State.Url is null) return Errors.WebhookNotFound(Id);
        if (State.Secrets.IssuedBy == issuedBy) return await Issue(issuedBy, overlap);

        var until = overlap > TimeSpan.Zero ? (Now + overlap).ToString("O", CultureInfo.InvariantCulture) : null;
        return await Issue(issuedBy, overlap, Happened(EventTypes.WebhookSecretRotated, actor, ("previousValidUntil", until)));
    }

    public async Task<Result<WebhookView>> Update(WebhookChanges changes, Actor actor)
    {
        if (State.Url is null) return Errors.WebhookNotFound(Id);
        var rules = new FieldRules();
        var next = State with
        {
            Url = changes.Url is { } url ? WebhookRules.Url(rules, "url", url, settings.Networks) : State.Url,
            Description = changes.Description is { } text ? WebhookRules.Description(rules, text) : State.Description,
            EventTypes = changes.EventTypes is { } types ? WebhookRules.Types(rules, types) : State.EventTypes,
            Strict = changes.Strict ?? State.Strict,
        };
        if (rules.AreBroken) return rules.ToError();
        if (next.EventTypes.AsSpan().SequenceEqual(State.EventTypes.AsSpan()))
            next = next with { EventTypes = State.EventTypes };
        if (next == State) return View();

        // Another receiver is not to wait for what the one before did.
        var revives = next.Url != State.Url && next.IsLive();
        if (revives)
        {
            _health = new WebhookHealth();
            next = next.Revive(_health, Now) with { WakeAt = Now + LostAfter };
        }

        await Commit(next, Happened(TenantEvents.New(Ids, Now, EventTypes.WebhookChanged, actor, Id.Value).Changing(
            ("url", WebhookRules.Shown(State.Url), WebhookRules.Shown(next.Url)),
            ("description", State.Description, next.Description),
            ("eventTypes", Text(State.EventTypes), Text(next.EventTypes)),
            ("strict", Text(State.Strict), Text(next.Strict)))));
        if (revives)
            Start();
        return View();
    }

    public async Task<Result<WebhookView>> Enable(Actor actor)
    {
        if (State.Url is null) return Errors.WebhookNotFound(Id);
        if (State.DisabledAt is null) return View();

        (_health, _fault) = (new WebhookHealth(), null);
        await Commit(
            State.Revive(_health, Now) with { DisabledAt = null, DisabledReason = null, WakeAt = Now + LostAfter },
            Happened(EventTypes.WebhookEnabled, actor));
        Start();
        return View();
    }

    public async Task<Result<WebhookView>> Disable(Actor actor)
    {
        if (State.Url is null) return Errors.WebhookNotFound(Id);
        if (State.DisabledAt is null)
            await Commit(State.Disable("requested", Now), Happened(EventTypes.WebhookDisabled, actor, ("reason", "requested")));
        return View();
    }

    public async Task<Result<WebhookView>> Replay(Guid id, long after, long through, Actor actor)
    {
        if (State.Url is null) return Errors.WebhookNotFound(Id);
        if (State.ReplayId == id) return View();
        if (!State.IsLive()) return Errors.WebhookDisabled();
        if (State.ReplayLane is not null) return Errors.ReplayInProgress();

        await Commit(
            State with
            {
                ReplayId = id,
                ReplayLane = new WebhookLane(Organization is { } owner ? LogId.Of(owner) : null, after, through),
                Replay = new WebhookReplay { After = after, Through = through, Position = after, StartedAt = Now },
                WakeAt = Now + LostAfter,
            },
            Happened(EventTypes.WebhookReplayed, actor, ("after", Text(after)), ("through", Text(through))));
        Start();
        return View();
    }

    public Task<Result<WebhookView>> Get() => Task.FromResult<Result<WebhookView>>(State.Url is null ? Errors.WebhookNotFound(Id) : View());

    protected override void Show(WebhookState? state) => meter.Circuit(ref _countedAsOpen, state is not null && state.IsLive() && state.Health.IsOpen());

    protected override DateTimeOffset? AlarmOf(WebhookState state)
        => state.EndedAt is { } ended ? state.IsErased ? ended + RememberedFor : ended : Earliest(state.WakeAt, state.Log.PruneAt);

    protected override async Task OnAlarm()
    {
        if (State.EndedAt is { } ended)
        {
            // Once more at the very end, for what was written meanwhile by an activation that did not know.
            var isLast = ended + RememberedFor <= Now;
            if ((State.IsErased && !isLast) || await deliveries.Erase(Id))
                return;
            if (isLast)
                await Erase();
            else
                await CommitUnseen(State with { IsErased = true });
            return;
        }

        if (State.Log.PruneAt <= Now)
            await CommitUnseen(State with { Log = await deliveries.Prune(Id, State.Log) });
        if (!(State.WakeAt <= Now))
            return;
        await CommitUnseen(State with { WakeAt = State.IsLive() ? Now + LostAfter : null });
        Start();
    }

    private async Task<Result<WebhookView>> Issue(Guid issuedBy, TimeSpan overlap, params Message[] messages)
    {
        var wasLive = State.IsLive();
        var issued = State.Secrets.Issue(issuedBy, overlap, Now, secrets, out var text);
        // It may have missed what came while it had no secret.
        await Commit(State with { Secrets = issued, WakeAt = wasLive ? State.WakeAt : Now + LostAfter }, messages);
        Start();
        return View() with { Secret = text };
    }

    private Message[] Happened(EventType type, Actor actor, params ReadOnlySpan<(string Name, string? Value)> data)
        => Happened(TenantEvents.New(Ids, Now, type, actor, Id.Value, data));

    private Message[] Happened(TenantEvent happened) => [new AppendEvents(LogOf(Organization), [happened])];

    /// <summary>The log that what happens to an owner's endpoints belongs to.</summary>
    internal static LogId LogOf(OrganizationId? organization) => organization is { } owner ? LogId.Of(owner) : LogId.Operators;

    private static string Text(ImmutableArray<string> types) => string.Join(' ', types);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Text(bool value) => value ? "true" : "false";

    private WebhookView View() => State.View(Id, Now)!;
}

using System.Collections.Immutable;
using System.Globalization;

namespace Tenantry.Grains;

/// <summary>Attempts: those of the lanes, those of deliveries that go by a schedule of their own, and tests.</summary>
internal sealed partial class WebhookGrain
{
    /// <summary>So many failures in line, then an event is parked.</summary>
    private const int MostInLine = 3;

    private const int MostChanges = 200;
    private const int MostApart = 4;

    // So often a lane tells how far it is.
    private static readonly TimeSpan RunTime = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Trouble = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan UntilProbed = TimeSpan.FromSeconds(30);
    // With the attempt itself it stays below the time after which a call is given up.
    private static readonly TimeSpan MostPatience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan WhileDisabled = TimeSpan.FromHours(1);

    private WebhookHealth _health = new();
    private string? _fault;
    private DateTimeOffset _troubledUntil;
    private int _apart;

    public async Task<Result<WebhookAttempt>> Test(Actor actor)
    {
        if (State.Url is null) return Errors.WebhookNotFound(Id);
        if (_apart >= MostApart) return Errors.TemporarilyUnavailable("Too much is being sent to this endpoint right now; try again.");

        _apart++;
        try
        {
            // The request, and whoever is told of it, is known in this call only.
            var tested = Happened(EventTypes.WebhookTested, actor);
            await InTurn(() => State.Url is null ? Task.CompletedTask : CommitUnseen(State, tested));
            var test = TenantEvents.New(Ids, Now, EventTypes.WebhookTest, actor, Id.Value);
            using var slot = await Slot(failing: true);
            return (await Post(test.Id, WebhookPayload.Of(test, LogOf(Organization)))).Attempt;
        }
        finally
        {
            _apart--;
        }
    }

    public async Task<WebhookTry> Attempt(LogId log, long sequence, bool forced)
    {
        var now = Now;
        if (State.Url is null)
            return new() { IsGone = true };
        if (!State.IsLive())
            return new() { NotBefore = now + WhileDisabled * settings.RetryScale };
        if (!forced && _health.Rests(now))
            return new() { NotBefore = _health.RestUntil };
        // A circuit that is open is tried by one at a time.
        if (!forced && _health.IsOpen() && (_working || _apart > 0))
            return new() { NotBefore = now + UntilProbed * settings.RetryScale };
        if (_apart >= MostApart)
            return Busy();

        _apart++;
        try
        {
            if (await LogPages.Events(store, log, sequence - 1, sequence, 1) is not [var logged])
                return new() { Impossible = "The log does not hold the event any more." };
            if (await slots.Take(_health.Failures > 0, MostPatience, _ending.Token) is not { } slot)
                return Busy();
            Sent sent;
            using (slot)
                sent = await Send(logged);
            if (_fault is not null || _health != State.Health)
                await InTurn(() => NoteHealth());
            return new() { Attempt = sent.Attempt, NotBefore = sent.RetryAfter is { } asked ? Now + WebhookHealth.Bounded(asked) : null };
        }
        finally
        {
            _apart--;
        }
    }

    // Not all of them at the same moment.
    private WebhookTry Busy() => new() { NotBefore = Now + UntilProbed * (0.5 + 0.5 * Random.Shared.NextDouble()) * settings.RetryScale };

    private async Task<WebhookSlots.Slot> Slot(bool failing)
        => await slots.Take(failing, Timeout.InfiniteTimeSpan, _ending.Token) ?? throw new OperationCanceledException("There is no slot.");

    private async Task NoteHealth()
    {
        if (State.Url is null)
            return;
        var next = State with { Health = _health };
        if (_fault is { } fault && State.DisabledAt is null)
        {
            await GiveUp(next, fault);
            return;
        }

        // What has waited for the receiver need not any more.
        var revived = State.Health.IsOpen() && !_health.IsOpen();
        await Save(revived ? next with { WakeAt = Now + LostAfter } : next);
        if (revived)
            Start();
    }

    private async Task<LaneRun> Run(WebhookLane lane, bool isReplay)
    {
        var changes = ImmutableArray.CreateBuilder<DeliveryChange>();
        try
        {
            var (began, until, probes) = (lane.After, Now + RunTime, _health.IsOpen());
            await foreach (var (number, logged) in EventsOf(lane))
            {
                if (number > lane.Through)
                    break;
                if (MustStop() || changes.Count == MostChanges || (lane.After > began && Now >= until))
                    return new(lane, IsAtEnd: false, changes.ToImmutable());
                if (!State.Wants(logged.Event.Type))
                {
                    lane = lane with { After = number, Trial = null };
                    continue;
                }

                var change = await Deliver(lane, logged, isReplay);
                changes.Add(change);
                if (change.Status == WebhookDeliveryStatus.Retrying)
                    return new(lane with { Trial = new(logged.Event.Id, change.Failures, change.NextAttemptAt!.Value) }, IsAtEnd: false, changes.ToImmutable());
                lane = lane with { After = number, Trial = null };
                if (probes || change.Status != WebhookDeliveryStatus.Delivered)
                    return new(lane, IsAtEnd: false, changes.ToImmutable());
            }

            return new(lane with { After = lane.Through < long.MaxValue ? lane.Through : lane.After, Trial = null }, IsAtEnd: true, changes.ToImmutable());
        }
        catch (Exception exception)
        {
            // What was done counts; the rest is tried again soon, if the activation lives.
            if (!_ending.IsCancellationRequested)
                LogRoundFailed(Log, exception, Id);
            _troubledUntil = Now + Trouble;
            return new(lane, IsAtEnd: false, changes.ToImmutable());
        }
    }

    private bool MustStop() => _ending.IsCancellationRequested || _fault is not null || Rests(Now) || !State.IsLive();

    private async IAsyncEnumerable<(long Number, LoggedEvent Logged)> EventsOf(WebhookLane lane)
    {
        if (lane.Log is { } log)
        {
            await foreach (var logged in LogPages.Events(store, log, lane.After))
                yield return (logged.Sequence, logged);
            yield break;
        }

        var after = lane.After;
        while (await Grains.Lists().FedEvents(after, FeedAtOnce) is [.., var last] page)
        {
            foreach (var fed in page)
                yield return (fed.Position, fed.Logged);
            after = last.Position;
        }
    }

    // In line: at once, after seconds, after minutes; then by its own schedule, unless what comes later must wait for it.
    private async Task<DeliveryChange> Deliver(WebhookLane lane, LoggedEvent logged, bool isReplay)
    {
        using var slot = await Slot(_health.Failures > 0);
        var sent = await Send(logged, isReplay);
        if (sent.Attempt.Succeeded)
            return new(logged, WebhookDeliveryStatus.Delivered, Failures: 0, NextAttemptAt: null, sent.Attempt);

        var failures = (lane.Trial is { } trial && trial.Event == logged.Event.Id ? trial.Failures : 0) + 1;
        var wait = (RetrySchedule.Webhooks.After(failures) ?? RetrySchedule.LongestOfWebhooks) * settings.RetryScale;
        var asked = WebhookHealth.Bounded(sent.RetryAfter);
        var nextAt = Now + (asked > wait ? asked : wait);
        var parks = failures >= MostInLine && !State.Strict && _fault is null;
        return new(logged, parks ? WebhookDeliveryStatus.Parked : WebhookDeliveryStatus.Retrying, failures, nextAt, sent.Attempt);
    }

    // With a slot: it may have been disabled while that was waited for.
    private async Task<Sent> Send(LoggedEvent logged, bool isReplay = false)
    {
        if (!State.IsLive())
            throw new OperationCanceledException("The endpoint was disabled.");
        var sent = await Post(logged.Event.Id, WebhookPayload.Of(logged));
        if (sent.Attempt.Succeeded)
        {
            meter.Delivered(isReplay ? null : Now - logged.Event.OccurredAt);
            _health = new WebhookHealth();
            return sent;
        }

        meter.Failed();
        var now = Now;
        _health = _health.Fail(now, sent.Attempt.Status, sent.RetryAfter, settings.RetryScale);
        LogFailed(Log, logged.Event.Id, Id, sent.Attempt.Status, _health.Failures);
        if (sent.Attempt.Status == 410)
            _fault = "gone";
        else if (_health.IsHopeless(now))
            _fault = "failing";
        return sent;
    }

    private async Task<Sent> Post(EventId id, ReadOnlyMemory<byte> body)
    {
        var (state, at) = (State, Now);
        if (state.Url is not { } url)
            throw new OperationCanceledException("The endpoint was deleted.");

        var shown = ImmutableSortedDictionary<string, string>.Empty
            .Add("content-type", "application/json")
            .Add("user-agent", "Tenantry-Webhooks/1")
            .Add(WebhookSignature.IdHeader, id.Value)
            .Add(WebhookSignature.TimeHeader, WebhookSignature.Seconds(at));
        var keys = state.Secrets.Keys(at, secrets);
        var signature = WebhookSignature.Of(id.Value, at, body.Span, keys);
        var reply = await sender.Send(new WebhookPost(new Uri(url), shown.Add(WebhookSignature.SignatureHeader, signature), body), _ending.Token);
        var succeeded = reply is { Error: null, Status: >= 200 and <= 299 };
        return new(
            new WebhookAttempt
            {
                At = at,
                Succeeded = succeeded,
                DurationMilliseconds = (int)Math.Clamp((Now - at).TotalMilliseconds, 0, int.MaxValue),
                Status = reply.Status,
                Error = succeeded ? null : reply.Error ?? string.Create(CultureInfo.InvariantCulture, $"The receiver answered {reply.Status}."),
                Response = ResponseText.Of(reply.Body, signature, keys),
                Url = url,
                Headers = shown,
            },
            reply.RetryAfter);
    }

    private readonly record struct Sent(WebhookAttempt Attempt, TimeSpan? RetryAfter);
}

using Microsoft.Extensions.Logging;
using EventId = Tenantry.Grains.Interfaces.EventId;

namespace Tenantry.Grains;

/// <summary>
/// Goes by its own schedule, once an event has failed for the third time or somebody wants it again. The endpoint makes the attempts,
/// which knows the secrets and how it is doing; they run beside this grain's turns.
/// </summary>
[GrainType("webhook-delivery"), CollectionAgeLimit(Minutes = 2)]
internal sealed partial class WebhookDeliveryGrain(
    [PersistentState("record")] IPersistentState<Record<WebhookDeliveryState>> storage, AggregateSurroundings surroundings,
    WebhookSettings settings)
    : AggregateGrain<WebhookDeliveryState>(storage, surroundings), IWebhookDeliveryGrain
{
    private static readonly TimeSpan LostAfter = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);

    private bool _attempting;

    private EventId Event => EventId.Wrap(RecordKey.Of(this.GetGrainId()).Key);

    private WebhookId Webhook => WebhookId.Wrap(RecordKey.Of(this.GetGrainId()).Partition["webhook-delivery/".Length..]);

    public async Task<Result<WebhookDeliveryView>> Redeliver(Guid id, Actor actor)
    {
        if (State.Log is null) return Errors.WebhookDeliveryNotFound(Event);
        if (State.RedeliveredBy == id) return State.View(Event)!;

        await Begin(
            State with { Status = WebhookDeliveryStatus.Parked, Failures = 0, Forced = true, RedeliveredBy = id },
            new AppendEvents(
                WebhookGrain.LogOf(State.Organization),
                [TenantEvents.New(Ids, Now, EventTypes.WebhookRedelivered, actor, Webhook.Value, ("event", Event.Value))]));
        return State.View(Event)!;
    }

    protected override DateTimeOffset? AlarmOf(WebhookDeliveryState state) => state.DueAt();

    protected override async Task OnAlarm()
    {
        if (!(State.DueAt() <= Now))
            return;
        if (_attempting)
            await CommitUnseen(State with { NextAttemptAt = Now + LostAfter });
        else
            await Begin(State);
    }

    private async Task Begin(WebhookDeliveryState next, params Message[] messages)
    {
        await CommitUnseen(next with { NextAttemptAt = Now + LostAfter }, messages);
        if (_attempting)
            return;
        _attempting = true;
        _ = Try(next.Log!.Value, next.Sequence, next.Forced);
    }

    private async Task Try(LogId log, long sequence, bool forced)
    {
        // The turn that began it goes first.
        await Task.Yield();
        try
        {
            var tried = await Grains.Webhook(State.Organization, Webhook).Attempt(log, sequence, forced);
            IGrainTimer? record = null;
            record = this.RegisterGrainTimer(
                async () =>
                {
                    record?.Dispose();
                    await Note(tried);
                },
                new GrainTimerCreationOptions(TimeSpan.Zero, Timeout.InfiniteTimeSpan) { KeepAlive = true });
        }
        catch (Exception exception)
        {
            // The alarm is set, and begins another one.
            LogLost(Log, exception, Event, Webhook);
        }
        finally
        {
            _attempting = false;
        }
    }

    private async Task Note(WebhookTry tried)
    {
        if (State.Log is null || State.IsOver())
            return;
        if (tried.IsGone)
        {
            await Erase();
            return;
        }

        var next = tried switch
        {
            { Attempt: { } attempt } => State.After(attempt, tried.NotBefore, Now, settings.RetryScale),
            { Impossible: not null } => State with { Status = WebhookDeliveryStatus.Failed, NextAttemptAt = null, Forced = false },
            _ => State with { NextAttemptAt = tried.NotBefore > Now ? tried.NotBefore : Now + Soon },
        };
        await CommitUnseen(next);
        if (next.Status == WebhookDeliveryStatus.Failed)
            LogFailed(Log, Event, Webhook, tried.Impossible ?? "The last attempt has failed.");
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "What came of an attempt to deliver {Event} to {Webhook} is unknown; another follows")]
    private static partial void LogLost(ILogger logger, Exception exception, EventId @event, WebhookId webhook);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Event} is not delivered to {Webhook}: {Reason}")]
    private static partial void LogFailed(ILogger logger, EventId @event, WebhookId webhook, string reason);
}

namespace Tenantry.Api;

/// <summary>Where the events of all logs are posted to, for operators.</summary>
internal static class WebhookAdministration
{
    public static void MapWebhookAdministration(this IEndpointRouteBuilder routes)
    {
        var webhooks = routes.MapGroup("/v1/admin/webhooks").RequireOperator().WithTags("Webhooks");

        webhooks.MapGet("/", async (PageQuery page, IGrainFactory grains) =>
                (await grains.Lists().Webhooks(organization: null, page.After, page.Limit)).ToHttp())
            .WithName("adminListWebhooks")
            .WithSummary("List the webhook endpoints of the platform, the oldest first");

        webhooks.MapPost("/", async (Body<NewWebhookBody> body, Caller caller, CommandSender commands) =>
                (await commands.Run(body.Value.ToCommand(organization: null, caller.Actor))).ToHttp(made => $"/v1/admin/webhooks/{made.Id}"))
            .WithName("adminCreateWebhook")
            .WithSummary("Make a webhook endpoint for the events of all logs; its secret is shown once")
            .Refuses(ErrorCode.CapacityReached);

        webhooks.MapGet("/{webhook}", async (WebhookId webhook, IGrainFactory grains) =>
                (await grains.Webhook(organization: null, webhook).Get()).ToHttp())
            .WithName("adminGetWebhook")
            .WithSummary("Read a webhook endpoint of the platform, without its secret")
            .Refuses(ErrorCode.WebhookNotFound);

        webhooks.MapPatch("/{webhook}", async (WebhookId webhook, Body<WebhookChangesBody> body, Caller caller, IGrainFactory grains) =>
                (await grains.Webhook(organization: null, webhook).Update(body.Value.ToChanges(), caller.Actor)).ToHttp())
            .WithName("adminUpdateWebhook")
            .WithSummary("Change a webhook endpoint of the platform, from the next attempt on")
            .Refuses(ErrorCode.WebhookNotFound);

        webhooks.MapDelete("/{webhook}", async (WebhookId webhook, Caller caller, CommandSender commands) =>
                (await commands.Run(new DeleteWebhook { Webhook = webhook, Actor = caller.Actor })).ToHttp())
            .WithName("adminDeleteWebhook")
            .WithSummary("End a webhook endpoint of the platform, with its deliveries, at once")
            .Refuses(ErrorCode.WebhookNotFound);

        webhooks.MapPost("/{webhook}/enable", async (WebhookId webhook, Caller caller, CommandSender commands) =>
                (await commands.Run(new EnableWebhook { Webhook = webhook, Actor = caller.Actor })).ToHttp())
            .WithName("adminEnableWebhook")
            .WithSummary("Let a webhook endpoint of the platform go on from where it stopped")
            .Refuses(ErrorCode.WebhookNotFound);

        webhooks.MapPost("/{webhook}/disable", async (WebhookId webhook, Caller caller, CommandSender commands) =>
                (await commands.Run(new DisableWebhook { Webhook = webhook, Actor = caller.Actor })).ToHttp())
            .WithName("adminDisableWebhook")
            .WithSummary("Stop a webhook endpoint of the platform until it is enabled; nothing is lost")
            .Refuses(ErrorCode.WebhookNotFound);

        webhooks.MapPost("/{webhook}/rotate-secret", async (
                WebhookId webhook, Body<SecretRotationBody> body, Caller caller, CommandSender commands) =>
                (await commands.Run(body.Value.ToCommand(organization: null, webhook, caller.Actor))).ToHttp())
            .WithName("adminRotateWebhookSecret")
            .WithSummary("Make a new secret for a webhook endpoint of the platform, shown once; for a while deliveries are signed with both")
            .Refuses(ErrorCode.WebhookNotFound);

        webhooks.MapPost("/{webhook}/test", async (WebhookId webhook, Caller caller, CommandSender commands) =>
            {
                // How long it takes is up to the receiver.
                Deadline.Lift();
                return (await commands.Run(new TestWebhook { Webhook = webhook, Actor = caller.Actor })).ToHttp();
            })
            .WithName("adminTestWebhook")
            .WithSummary("Send a webhook endpoint of the platform a test event, and tell what it answered")
            .Refuses(ErrorCode.WebhookNotFound);

        webhooks.MapPost("/{webhook}/replay", async (WebhookId webhook, Body<WebhookReplayBody> body, Caller caller, CommandSender commands) =>
                (await commands.Run(body.Value.ToCommand(organization: null, webhook, caller.Actor))).ToHttp())
            .WithName("adminReplayWebhook")
            .WithSummary("Deliver a range of events to an endpoint of the platform once more, in order, beside those that come")
            .Refuses(ErrorCode.WebhookNotFound, ErrorCode.WebhookDisabled, ErrorCode.ReplayInProgress);

        webhooks.MapGet("/{webhook}/deliveries", async (WebhookId webhook, PageQuery page, IGrainFactory grains) =>
                (await grains.Lists().WebhookDeliveries(organization: null, webhook, page.After, page.Limit)).ToHttp())
            .WithName("adminListWebhookDeliveries")
            .WithSummary("List what became of the deliveries to a webhook endpoint of the platform, the latest event first")
            .Refuses(ErrorCode.WebhookNotFound);

        webhooks.MapGet("/{webhook}/deliveries/{event}", async (WebhookId webhook, EventId @event, IGrainFactory grains) =>
                (await grains.Lists().WebhookDelivery(organization: null, webhook, @event)).ToHttp())
            .WithName("adminGetWebhookDelivery")
            .WithSummary("Read one delivery to a webhook endpoint of the platform, with what is sent and what was answered")
            .Refuses(ErrorCode.WebhookNotFound, ErrorCode.WebhookDeliveryNotFound);

        webhooks.MapPost("/{webhook}/deliveries/{event}/redeliver", async (WebhookId webhook, EventId @event, Caller caller, CommandSender commands) =>
                (await commands.Run(new RedeliverWebhook { Webhook = webhook, Event = @event, Actor = caller.Actor })).ToHttp())
            .WithName("adminRedeliverWebhook")
            .WithSummary("Deliver one event to an endpoint of the platform once more, at once")
            .Refuses(ErrorCode.WebhookNotFound, ErrorCode.WebhookDeliveryNotFound, ErrorCode.WebhookDisabled);
    }
}

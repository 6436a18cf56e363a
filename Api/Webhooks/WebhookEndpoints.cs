namespace Tenantry.Api;

/// <summary>Where an organization's events are posted to, as they happen.</summary>
internal static class WebhookEndpoints
{
    public static void MapWebhooks(this IEndpointRouteBuilder organization)
    {
        organization.MapGet("/webhooks", async (OrganizationId org, PageQuery page, IGrainFactory grains) =>
                (await grains.Lists().Webhooks(org, page.After, page.Limit)).ToHttp())
            .RequirePermission(Permission.WebhooksRead)
            .WithTags("Webhooks")
            .WithName("listWebhooks")
            .WithSummary("List the webhook endpoints, the oldest first");

        organization.MapPost("/webhooks", async (OrganizationId org, Body<NewWebhookBody> body, Caller caller, CommandSender commands) =>
                (await commands.Run(body.Value.ToCommand(org, caller.Actor))).ToHttp(made => $"/v1/organizations/{org}/webhooks/{made.Id}"))
            .RequirePermission(Permission.WebhooksWrite)
            .WithTags("Webhooks")
            .WithName("createWebhook")
            .WithSummary("Make a webhook endpoint; its secret is shown once")
            .Refuses(ErrorCode.CapacityReached);

        organization.MapGet("/webhooks/{webhook}", async (OrganizationId org, WebhookId webhook, IGrainFactory grains) =>
                (await grains.Webhook(org, webhook).Get()).ToHttp())
            .RequirePermission(Permission.WebhooksRead)
            .WithTags("Webhooks")
            .WithName("getWebhook")
            .WithSummary("Read a webhook endpoint, without its secret")
            .Refuses(ErrorCode.WebhookNotFound);

        organization.MapPatch("/webhooks/{webhook}", async (
                OrganizationId org, WebhookId webhook, Body<WebhookChangesBody> body, Caller caller, IGrainFactory grains) =>
                (await grains.Webhook(org, webhook).Update(body.Value.ToChanges(), caller.Actor)).ToHttp())
            .RequirePermission(Permission.WebhooksWrite)
            .WithTags("Webhooks")
            .WithName("updateWebhook")
            .WithSummary("Change a webhook endpoint, from the next attempt on")
            .Refuses(ErrorCode.WebhookNotFound);

        organization.MapDelete("/webhooks/{webhook}", async (OrganizationId org, WebhookId webhook, Caller caller, CommandSender commands) =>
                (await commands.Run(new DeleteWebhook { Organization = org, Webhook = webhook, Actor = caller.Actor })).ToHttp())
            .RequirePermission(Permission.WebhooksWrite)
            .WithTags("Webhooks")
            .WithName("deleteWebhook")
            .WithSummary("End a webhook endpoint, with its deliveries, at once")
            .Refuses(ErrorCode.WebhookNotFound);

        organization.MapPost("/webhooks/{webhook}/enable", async (OrganizationId org, WebhookId webhook, Caller caller, CommandSender commands) =>
                (await commands.Run(new EnableWebhook { Organization = org, Webhook = webhook, Actor = caller.Actor })).ToHttp())
            .RequirePermission(Permission.WebhooksWrite)
            .WithTags("Webhooks")
            .WithName("enableWebhook")
            .WithSummary("Let a webhook endpoint go on from where it stopped")
            .Refuses(ErrorCode.WebhookNotFound);

        organization.MapPost("/webhooks/{webhook}/disable", async (OrganizationId org, WebhookId webhook, Caller caller, CommandSender commands) =>
                (await commands.Run(new DisableWebhook { Organization = org, Webhook = webhook, Actor = caller.Actor })).ToHttp())
            .RequirePermission(Permission.WebhooksWrite)
            .WithTags("Webhooks")
            .WithName("disableWebhook")
            .WithSummary("Stop a webhook endpoint until it is enabled; nothing is lost")
            .Refuses(ErrorCode.WebhookNotFound);

        organization.MapPost("/webhooks/{webhook}/rotate-secret", async (
                OrganizationId org, WebhookId webhook, Body<SecretRotationBody> body, Caller caller, CommandSender commands) =>
                (await commands.Run(body.Value.ToCommand(org, webhook, caller.Actor))).ToHttp())
            .RequirePermission(Permission.WebhooksWrite)
            .WithTags("Webhooks")
            .WithName("rotateWebhookSecret")
            .WithSummary("Make a new secret for a webhook endpoint, shown once; for a while deliveries are signed with both")
            .Refuses(ErrorCode.WebhookNotFound);

        organization.MapPost("/webhooks/{webhook}/test", async (OrganizationId org, WebhookId webhook, Caller caller, CommandSender commands) =>
            {
                // How long it takes is up to the receiver.
                Deadline.Lift();
                return (await commands.Run(new TestWebhook { Organization = org, Webhook = webhook, Actor = caller.Actor })).ToHttp();
            })
            .RequirePermission(Permission.WebhooksWrite)
            .WithTags("Webhooks")
            .WithName("testWebhook")
            .WithSummary("Send a webhook endpoint a test event, and tell what it answered")
            .Refuses(ErrorCode.WebhookNotFound);

        organization.MapPost("/webhooks/{webhook}/replay", async (
                OrganizationId org, WebhookId webhook, Body<WebhookReplayBody> body, Caller caller, CommandSender commands) =>
                (await commands.Run(body.Value.ToCommand(org, webhook, caller.Actor))).ToHttp())
            .RequirePermission(Permission.WebhooksWrite)
            .WithTags("Webhooks")
            .WithName("replayWebhook")
            .WithSummary("Deliver a range of events to a webhook endpoint once more, in order, beside those that come")
            .Refuses(ErrorCode.WebhookNotFound, ErrorCode.WebhookDisabled, ErrorCode.ReplayInProgress);

        organization.MapGet("/webhooks/{webhook}/deliveries", async (OrganizationId org, WebhookId webhook, PageQuery page, IGrainFactory grains) =>
                (await grains.Lists().WebhookDeliveries(org, webhook, page.After, page.Limit)).ToHttp())
            .RequirePermission(Permission.WebhooksRead)
            .WithTags("Webhooks")
            .WithName("listWebhookDeliveries")
            .WithSummary("List what became of the deliveries to a webhook endpoint, the latest event first")
            .Refuses(ErrorCode.WebhookNotFound);

        organization.MapGet("/webhooks/{webhook}/deliveries/{event}", async (
                OrganizationId org, WebhookId webhook, EventId @event, IGrainFactory grains) =>
                (await grains.Lists().WebhookDelivery(org, webhook, @event)).ToHttp())
            .RequirePermission(Permission.WebhooksRead)
            .WithTags("Webhooks")
            .WithName("getWebhookDelivery")
            .WithSummary("Read one delivery to a webhook endpoint, with what is sent and what was answered")
            .Refuses(ErrorCode.WebhookNotFound, ErrorCode.WebhookDeliveryNotFound);

        organization.MapPost("/webhooks/{webhook}/deliveries/{event}/redeliver", async (
                OrganizationId org, WebhookId webhook, EventId @event, Caller caller, CommandSender commands) =>
                (await commands.Run(new RedeliverWebhook { Organization = org, Webhook = webhook, Event = @event, Actor = caller.Actor })).ToHttp())
            .RequirePermission(Permission.WebhooksWrite)
            .WithTags("Webhooks")
            .WithName("redeliverWebhook")
            .WithSummary("Deliver one event to a webhook endpoint once more, at once")
            .Refuses(ErrorCode.WebhookNotFound, ErrorCode.WebhookDeliveryNotFound, ErrorCode.WebhookDisabled);
    }
}

namespace Tenantry.Grains;

internal sealed partial class CommandRunner
{
    private async Task<Result<WebhookView>> Run(CreateWebhook create, CommandIds ids)
    {
        var rules = new FieldRules();
        var webhook = new NewWebhook
        {
            Id = ids.For<WebhookId>("webhook"),
            Url = WebhookRules.Url(rules, "url", create.Url, webhooks.Networks),
            Description = WebhookRules.Description(rules, create.Description ?? ""),
            EventTypes = WebhookRules.Types(rules, create.EventTypes),
            Strict = create.Strict,
            IssuedBy = ids.Seed,
        };
        if (rules.AreBroken) return rules.ToError();

        var owner = grains.Webhooks(create.Organization);
        var made = await Settled(await owner.Create(webhook, create.Actor), owner.Settled);
        return made.Succeeded ? await grains.Webhook(create.Organization, webhook.Id).Reveal(ids.Seed) : made.Error;
    }

    private async Task<Result<Done>> Run(DeleteWebhook delete)
    {
        var owner = grains.Webhooks(delete.Organization);
        return await Settled(await owner.Delete(delete.Webhook, delete.Actor), owner.Settled);
    }

    private async Task<Result<WebhookView>> Run(RotateWebhookSecret rotate, CommandIds ids)
    {
        var rules = new FieldRules();
        var overlap = ApiKeyRules.Overlap(rules, rotate.OverlapSeconds);
        return rules.AreBroken ? rules.ToError() : await grains.Webhook(rotate.Organization, rotate.Webhook).Rotate(ids.Seed, overlap, rotate.Actor);
    }

    private async Task<Result<WebhookDeliveryView>> Run(RedeliverWebhook redeliver, CommandIds ids)
    {
        var webhook = await grains.Webhook(redeliver.Organization, redeliver.Webhook).Get();
        if (!webhook.Succeeded) return webhook.Error;
        return webhook.Value.Status == WebhookStatus.Disabled
            ? Errors.WebhookDisabled()
            : await grains.WebhookDelivery(redeliver.Webhook, redeliver.Event).Redeliver(ids.Seed, redeliver.Actor);
    }

    private async Task<Result<WebhookView>> Run(ReplayWebhook replay, CommandIds ids)
    {
        var rules = new FieldRules();
        WebhookRules.CheckRange(rules, replay.After, replay.Through);
        return rules.AreBroken
            ? rules.ToError()
            : await grains.Webhook(replay.Organization, replay.Webhook).Replay(ids.Seed, replay.After, replay.Through, replay.Actor);
    }
}

using System.Text.Json.Serialization;

namespace Tenantry.Grains;

/// <summary>
/// Mails those who administer an endpoint that it was disabled: the organization's admins, or the operators. Their addresses are
/// looked up when it is delivered, so that none is stored here.
/// </summary>
internal sealed record TellOfWebhook : Message
{
    private const int MostOperators = 100;

    public OrganizationId? Organization { get; init; }

    public required WebhookId Webhook { get; init; }

    public required string Url { get; init; }

    public required string Reason { get; init; }

    public required DateTimeOffset HappenedAt { get; init; }

    /// <summary>What the mails' ids are derived from, so that a repetition sends none twice.</summary>
    public required Guid Seed { get; init; }

    [JsonIgnore]
    public override string Receiver => $"mail/{Webhook}";

    public override async Task<Error?> Deliver(IGrainFactory grains)
    {
        if (Organization is { } organization)
        {
            var name = (await grains.Organization(organization).Get()).Value?.Name;
            foreach (var admin in await grains.Organization(organization).Admins())
            {
                if ((await grains.Membership(organization, admin).Get()).Value is { } member)
                    await Send(grains, admin.Value, member.Email, name);
            }
        }
        else
        {
            foreach (var one in (await grains.Lists().Operators(null, MostOperators)).Items.Where(one => one.Role == OperatorRole.Admin))
                await Send(grains, one.Id.Value, one.Email, name: null);
        }

        return null;
    }

    private Task Send(IGrainFactory grains, string who, string to, string? name)
        => grains.Mail(new CommandIds(Seed).For<MailId>(who)).Enqueue(new WebhookDisabledMail
        {
            To = to,
            OrganizationName = name,
            Webhook = Webhook,
            Host = new Uri(Url).Host,
            Reason = Reason,
            DisabledAt = HappenedAt,
        });
}

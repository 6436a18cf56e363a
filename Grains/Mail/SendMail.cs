using System.Text.Json.Serialization;

namespace Tenantry.Grains;

/// <summary>Orders a mail. Which id it has is decided with the change that announces it, so that a repetition is known.</summary>
internal sealed record SendMail(MailId Mail, MailOrder Order) : Message
{
    [JsonIgnore]
    public override string Receiver => $"mail/{Mail}";

    public override async Task<Error?> Deliver(IGrainFactory grains)
    {
        await grains.Mail(Mail).Enqueue(Order);
        return null;
    }
}

using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Tenantry.Grains;

/// <summary>Mails the admins about their trial. Their addresses are looked up when it is delivered, so that none is stored here.</summary>
internal sealed record TellAdmins : Message
{
    public required OrganizationId Organization { get; init; }

    public required string OrganizationName { get; init; }

    public required ImmutableArray<UserId> Admins { get; init; }

    public required MailKind Mail { get; init; }

    /// <summary>The trial's name as people know it.</summary>
    public required string Plan { get; init; }

    public required DateTimeOffset TrialEnd { get; init; }

    /// <summary>What the mails' ids are derived from, so that a repetition sends none twice.</summary>
    public required Guid Seed { get; init; }

    [JsonIgnore]
    public override string Receiver => $"mail/{Organization}";

    public override async Task<Error?> Deliver(IGrainFactory grains)
    {
        foreach (var admin in Admins)
        {
            if ((await grains.Membership(Organization, admin).Get()).Value is { } member)
                await grains.Mail(new CommandIds(Seed).For<MailId>(admin.Value)).Enqueue(Order(member.Email));
        }

        return null;
    }

    private MailOrder Order(string to)
        => Mail == MailKind.TrialEnding
            ? new TrialEndingMail { To = to, OrganizationName = OrganizationName, Plan = Plan, TrialEndsAt = TrialEnd }
            : new TrialEndedMail { To = to, OrganizationName = OrganizationName, Plan = Plan, TrialEndedAt = TrialEnd };
}

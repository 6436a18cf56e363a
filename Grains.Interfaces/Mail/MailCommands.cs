namespace Tenantry.Grains.Interfaces;

/// <summary>Tries an unsent mail again.</summary>
[GenerateSerializer, Immutable, Alias("RetryMail")]
public sealed record RetryMail : Command<MailView>
{
    [Id(0)]
    public required MailId Mail { get; init; }

    [Id(1)]
    public required Actor Actor { get; init; }
}

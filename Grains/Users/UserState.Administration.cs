namespace Tenantry.Grains;

internal sealed partial record UserState
{
    /// <summary>Why the account is disabled; null when it is not.</summary>
    public string? DisabledReason { get; init; }

    /// <summary>The account as operators see it; null when there is none.</summary>
    public AccountView? Account(UserId id, long revision) => !Created ? null : new()
    {
        Id = id,
        Email = Email,
        EmailVerified = EmailVerified,
        Name = Name,
        Disabled = Standing.Disabled,
        DisabledReason = DisabledReason,
        SecondFactor = SecondFactor is { IsOn: true },
        Organizations = Organizations,
        CreatedAt = CreatedAt,
        Revision = revision,
    };
}

using System.Text.Json.Serialization;

namespace Tenantry.Grains.Interfaces;

/// <summary>Asks a new user to verify their address. The link's token is issued when the mail is sent, and kept nowhere.</summary>
[GenerateSerializer, Immutable, Alias("VerifyEmailMail")]
public sealed record VerifyEmailMail : MailOrder
{
    [Id(0)]
    public required UserId User { get; init; }

    /// <summary>The number of the request; 0 for the mail that comes with the account.</summary>
    [Id(1)]
    public required long Order { get; init; }

    [Id(2)]
    public required DateTimeOffset ExpiresAt { get; init; }

    [JsonIgnore]
    public override MailKind Kind => MailKind.VerifyEmail;

    [JsonIgnore]
    public override DateTimeOffset? NotAfter => ExpiresAt;
}

/// <summary>
/// Lets somebody set their password anew. It is ordered for every address that is asked for; whether there is an account turns out
/// when it is to be sent, so that who asks learns nothing by the time it takes.
/// </summary>
[GenerateSerializer, Immutable, Alias("ResetPasswordMail")]
public sealed record ResetPasswordMail : MailOrder
{
    /// <summary>The normalized address.</summary>
    [Id(0)]
    public required string EmailKey { get; init; }

    [Id(1)]
    public required DateTimeOffset ExpiresAt { get; init; }

    [JsonIgnore]
    public override MailKind Kind => MailKind.ResetPassword;

    [JsonIgnore]
    public override DateTimeOffset? NotAfter => ExpiresAt;
}

/// <summary>Asks a user to confirm that the address that their account is to get is theirs.</summary>
[GenerateSerializer, Immutable, Alias("EmailChangeMail")]
public sealed record EmailChangeMail : MailOrder
{
    [Id(0)]
    public required UserId User { get; init; }

    /// <summary>The number of the request.</summary>
    [Id(1)]
    public required long Order { get; init; }

    [Id(2)]
    public required DateTimeOffset ExpiresAt { get; init; }

    [JsonIgnore]
    public override MailKind Kind => MailKind.EmailChange;

    [JsonIgnore]
    public override DateTimeOffset? NotAfter => ExpiresAt;
}

/// <summary>Tells a user what happened to their account, in case it was not them.</summary>
[GenerateSerializer, Immutable, Alias("AccountNoticeMail")]
public sealed record AccountNoticeMail : MailOrder
{
    [Id(0)]
    public required AccountNotice Notice { get; init; }

    [Id(1)]
    public required DateTimeOffset HappenedAt { get; init; }

    [JsonIgnore]
    public override MailKind Kind => MailKind.AccountNotice;
}

/// <summary>What happened to an account.</summary>
[GenerateSerializer, Alias("AccountNotice")]
public enum AccountNotice
{
    PasswordChanged,
    EmailChangeAsked,
    SecondFactorOn,
    SecondFactorOff,
    RecoveryCodesRenewed,
}

using System.Text.Json.Serialization;

namespace Tenantry.Grains.Interfaces;

/// <summary>What a mail is to say, and to whom. It is written out only when it is sent, because what it says then, such as a token, must not be stored.</summary>
[GenerateSerializer, Immutable, Alias("MailOrder")]
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(InvitationMail), "invitation")]
[JsonDerivedType(typeof(TrialEndingMail), "trial-ending")]
[JsonDerivedType(typeof(TrialEndedMail), "trial-ended")]
[JsonDerivedType(typeof(VerifyEmailMail), "verify-email")]
[JsonDerivedType(typeof(ResetPasswordMail), "reset-password")]
[JsonDerivedType(typeof(EmailChangeMail), "email-change")]
[JsonDerivedType(typeof(AccountNoticeMail), "account-notice")]
[JsonDerivedType(typeof(WebhookDisabledMail), "webhook-disabled")]
public abstract record MailOrder
{
    /// <summary>The receiver's email address, as they wrote it.</summary>
    [Id(0)]
    public required string To { get; init; }

    /// <summary>After this the mail makes no sense any more and is dropped instead of sent; null for never.</summary>
    [JsonIgnore]
    public virtual DateTimeOffset? NotAfter => null;

    [JsonIgnore]
    public abstract MailKind Kind { get; }

    // Addresses are not for logs.
    public sealed override string ToString() => $"{Kind} mail";
}

/// <summary>What a mail is about.</summary>
[GenerateSerializer, Alias("MailKind")]
[JsonConverter(typeof(CamelCaseEnumConverter<MailKind>))]
public enum MailKind
{
    Invitation,
    TrialEnding,
    TrialEnded,
    VerifyEmail,
    ResetPassword,
    EmailChange,
    AccountNotice,
    WebhookDisabled,
}

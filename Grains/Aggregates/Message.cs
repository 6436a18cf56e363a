using System.Text.Json.Serialization;

namespace Tenantry.Grains;

/// <summary>
/// Something that a committed change obliges another grain to do. Delivery is repeated until it succeeds, so what it calls must
/// be idempotent.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(AppendEvents), "append-events")]
[JsonDerivedType(typeof(MakeUser), "make-user")]
[JsonDerivedType(typeof(MakeMember), "make-member")]
[JsonDerivedType(typeof(SetMemberRoles), "set-member-roles")]
[JsonDerivedType(typeof(RemoveMember), "remove-member")]
[JsonDerivedType(typeof(JoinOrganization), "join-organization")]
[JsonDerivedType(typeof(LeaveOrganization), "leave-organization")]
[JsonDerivedType(typeof(FollowTerms), "follow-terms")]
[JsonDerivedType(typeof(MakeInvitations), "make-invitations")]
[JsonDerivedType(typeof(DecideInvitation), "decide-invitation")]
[JsonDerivedType(typeof(ExpireInvitation), "expire-invitation")]
[JsonDerivedType(typeof(JoinTeams), "join-teams")]
[JsonDerivedType(typeof(MakeProject), "make-project")]
[JsonDerivedType(typeof(MakeTeam), "make-team")]
[JsonDerivedType(typeof(RenameTeam), "rename-team")]
[JsonDerivedType(typeof(DissolveTeam), "dissolve-team")]
[JsonDerivedType(typeof(FollowTeams), "follow-teams")]
[JsonDerivedType(typeof(RememberUsageIds), "remember-usage-ids")]
[JsonDerivedType(typeof(RememberReservation), "remember-reservation")]
[JsonDerivedType(typeof(ArchiveOrRestore), "archive-or-restore")]
[JsonDerivedType(typeof(FollowProjectRoles), "follow-project-roles")]
[JsonDerivedType(typeof(FollowEnvironmentKeys), "follow-environment-keys")]
[JsonDerivedType(typeof(PutDirectoryEntry), "put-directory-entry")]
[JsonDerivedType(typeof(ConfirmEmail), "confirm-email")]
[JsonDerivedType(typeof(ConfirmSlug), "confirm-slug")]
[JsonDerivedType(typeof(TakeName), "take-name")]
[JsonDerivedType(typeof(ConfirmName), "confirm-name")]
[JsonDerivedType(typeof(ReleaseName), "release-name")]
[JsonDerivedType(typeof(EnrolByDomain), "enrol-by-domain")]
[JsonDerivedType(typeof(FollowProfile), "follow-profile")]
[JsonDerivedType(typeof(SendMail), "send-mail")]
[JsonDerivedType(typeof(ReckonFreeze), "reckon-freeze")]
[JsonDerivedType(typeof(TellAdmins), "tell-admins")]
[JsonDerivedType(typeof(RevokeSession), "revoke-session")]
[JsonDerivedType(typeof(MakeApiKey), "make-api-key")]
[JsonDerivedType(typeof(EndApiKey), "end-api-key")]
[JsonDerivedType(typeof(EnrolMember), "enrol-member")]
[JsonDerivedType(typeof(MakeOperator), "make-operator")]
[JsonDerivedType(typeof(FollowStaff), "follow-staff")]
[JsonDerivedType(typeof(DismissOperator), "dismiss-operator")]
[JsonDerivedType(typeof(ForgetSessions), "forget-sessions")]
[JsonDerivedType(typeof(TakeEmail), "take-email")]
[JsonDerivedType(typeof(ConfirmEmailWish), "confirm-email-wish")]
[JsonDerivedType(typeof(ReleaseEmail), "release-email")]
[JsonDerivedType(typeof(LeaveAll), "leave-all")]
[JsonDerivedType(typeof(LeaveBehind), "leave-behind")]
[JsonDerivedType(typeof(FollowPoolUser), "follow-pool-user")]
[JsonDerivedType(typeof(ReportPool), "report-pool")]
[JsonDerivedType(typeof(ShowPoolFault), "show-pool-fault")]
[JsonDerivedType(typeof(LinkIdentity), "link-identity")]
[JsonDerivedType(typeof(MakeWebhook), "make-webhook")]
[JsonDerivedType(typeof(EndWebhook), "end-webhook")]
[JsonDerivedType(typeof(TellOfWebhook), "tell-of-webhook")]
internal abstract record Message
{
    /// <summary>Who receives it. Messages to one receiver are delivered in order, receivers are served in parallel.</summary>
    [JsonIgnore]
    public abstract string Receiver { get; }

    /// <summary>Whether later messages, to whomever, wait until this one is delivered.</summary>
    [JsonIgnore]
    public virtual bool BeforeAllLater => false;

    /// <summary>Delivers it. A refusal is an answer and is returned; only an exception leads to another attempt.</summary>
    public abstract Task<Error?> Deliver(IGrainFactory grains);

    // A message can hold a password hash.
    public sealed override string ToString() => $"{GetType().Name} to {Receiver}";
}

namespace Tenantry.Grains.Interfaces;

/// <summary>
/// Everything that a grain can refuse. The names, in snake_case, are the stable <c>code</c> of a problem document.
/// </summary>
[GenerateSerializer, Alias("ErrorCode")]
public enum ErrorCode
{
    /// <summary>One or more fields break a rule; <see cref="Error.Fields"/> names them.</summary>
    ValidationFailed,
    OrganizationNotFound,
    UserNotFound,
    MemberNotFound,
    ProjectNotFound,
    PlanNotFound,
    MailNotFound,
    /// <summary>The caller belongs to the organization but lacks the permission.</summary>
    PermissionDenied,
    OrganizationSuspended,
    EmailTaken,
    SlugTaken,
    EnvironmentNameTaken,
    /// <summary>The plan's limit is used up; <see cref="Error.Limit"/> has the numbers.</summary>
    LimitReached,
    /// <summary>If-Match named another revision than the stored one.</summary>
    RevisionMismatch,
    /// <summary>The first request with this idempotency key has not finished yet.</summary>
    IdempotencyInProgress,
    /// <summary>This idempotency key was used with another payload.</summary>
    IdempotencyKeyReused,
    /// <summary>This sign-up attempt was given up for another one; the caller may try again.</summary>
    AttemptAbandoned,
    /// <summary>Too many failed attempts; <see cref="Error.RetryAfter"/> says when to come back.</summary>
    TooManyAttempts,
    /// <summary>More work is waiting than may be taken on, or the store does not answer; nothing was done.</summary>
    TemporarilyUnavailable,
    InvitationNotFound,
    /// <summary>It was accepted, declined, revoked, or has expired.</summary>
    InvitationNotPending,
    /// <summary>The invitation was sent to another address than the caller's.</summary>
    InvitationForOther,
    MemberExists,
    /// <summary>The organization would be left without an admin.</summary>
    LastAdmin,
    /// <summary>Nobody gives or takes away what they do not hold themselves.</summary>
    RoleAboveOwn,
    TooManyOrganizations,
    /// <summary>A bound of the system, not of the plan.</summary>
    CapacityReached,
    TeamNotFound,
    TeamNameTaken,
    RoleNotFound,
    RoleInUse,
    EnvironmentNotFound,
    /// <summary>The publishable key belongs to no environment, any more or yet.</summary>
    EnvironmentKeyNotFound,
    ProjectArchived,
    /// <summary><see cref="Error.Feature"/> names the feature.</summary>
    FeatureNotInPlan,
    /// <summary>It is beyond the plan's limit since a downgrade: readable, not writable.</summary>
    Frozen,
    PlanChangeBlocked,
    FlagNotFound,
    FlagNotSwitchable,
    MeterNotFound,
    /// <summary>A reservation of a counter, a count of a gauge, or either of a meter that Tenantry counts itself.</summary>
    MeterUse,
    /// <summary>There never was one, or it was released or has expired.</summary>
    ReservationNotFound,
    StepNotFound,
    ExternalIdTaken,
    DomainNotFound,
    /// <summary>Another organization has verified the domain.</summary>
    DomainTaken,
    /// <summary>The DNS record that proves the domain was not found.</summary>
    DomainNotVerified,
    EmailNotVerified,
    /// <summary>An earlier change of the same thing is not decided yet.</summary>
    ChangeInProgress,
    DomainExists,
    SecondFactorRequired,
    /// <summary>The account has no second factor, or none that waits to be confirmed.</summary>
    SecondFactorMissing,
    /// <summary>The account has a second factor already.</summary>
    SecondFactorExists,
    /// <summary>The code of a second factor is wrong, or was used before.</summary>
    CodeInvalid,
    /// <summary>The token of a mail is wrong, was used, has expired, or another was asked for since.</summary>
    TokenInvalid,
    PasswordWrong,
    SessionNotFound,
    /// <summary>The account is the last admin of <see cref="Error.Organizations"/>.</summary>
    HandOverFirst,
    /// <summary>There is a pending invitation to this address already.</summary>
    AlreadyInvited,
    OperatorNotFound,
    /// <summary>The staff would be left without an enabled admin.</summary>
    LastOperator,
    /// <summary>The member is disabled in this organization.</summary>
    MemberDisabled,
    ApiKeyNotFound,
    ClientNotFound,
    /// <summary>The pool outside has followed the user, so there is nothing to try again.</summary>
    PoolUserNotFound,
    /// <summary>A message from outside is not signed by whom it should be, or not now.</summary>
    SignatureInvalid,
    PoolNotOurs,
    /// <summary>People sign in at a pool outside, which alone has passwords and second factors.</summary>
    IdentityElsewhere,
    EventNotFound,
    /// <summary>The event is one that the log needs as it is.</summary>
    EventNotRedactable,
    /// <summary>The log has removed events that were asked for; <see cref="Error.FirstAvailable"/> is the first that is left.</summary>
    EventsExpired,
    ExportNotFound,
    WebhookNotFound,
    WebhookDeliveryNotFound,
    WebhookDisabled,
    /// <summary>A replay of the same endpoint is under way.</summary>
    ReplayInProgress,
    EventTypeNotFound,
}

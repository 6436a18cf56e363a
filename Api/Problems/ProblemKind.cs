namespace Tenantry.Api;

/// <summary>What kind of thing went wrong: the one table of everything that this API can refuse.</summary>
/// <param name="Code">The stable code that programs look at.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Title">The same sentence for every occurrence.</param>
internal sealed record ProblemKind(string Code, int Status, string Title)
{
    public static readonly ProblemKind MalformedJson = new("malformed_json", 400, "The body is not the JSON it should be");
    public static readonly ProblemKind InvalidParameter = new("invalid_parameter", 400, "A parameter of the request is not valid");
    public static readonly ProblemKind BadRequest = new("bad_request", 400, "The request cannot be read");
    public static readonly ProblemKind Unauthenticated = new("unauthenticated", 401, "A valid access token is needed");
    public static readonly ProblemKind Forbidden = new("forbidden", 403, "This is not allowed");
    public static readonly ProblemKind OperatorRequired = new("operator_required", 403, "Only operators may do this");
    public static readonly ProblemKind OperatorAdminRequired = new("operator_admin_required", 403, "Only operators with the role admin may do this");
    public static readonly ProblemKind UserRequired = new("user_required", 403, "Only users of an organization may do this");
    public static readonly ProblemKind NotFound = new("not_found", 404, "There is nothing at this address");
    public static readonly ProblemKind MethodNotAllowed = new("method_not_allowed", 405, "This address does not know this method");
    public static readonly ProblemKind RequestTimeout = new("request_timeout", 408, "The request took too long to arrive");
    public static readonly ProblemKind PayloadTooLarge = new("payload_too_large", 413, "The body is larger than 64 KB");
    public static readonly ProblemKind UnsupportedMediaType = new("unsupported_media_type", 415, "The body must be application/json in UTF-8");
    public static readonly ProblemKind InternalError = new("internal_error", 500, "Something went wrong on our side");

    // The two types that the rate limit draft registers (draft-ietf-httpapi-ratelimit-headers-10).
    public static readonly ProblemKind RateLimited = new("rate_limited", 429, "Too many requests")
    {
        Type = "https://iana.org/assignments/http-problem-types#quota-exceeded",
    };

    private static readonly ProblemKind TemporarilyUnavailable = new("temporarily_unavailable", 503, "Not available right now")
    {
        Type = "https://iana.org/assignments/http-problem-types#temporary-reduced-capacity",
    };

    private static readonly ProblemKind ValidationFailed = new("validation_failed", 400, "The request breaks a rule");
    private static readonly ProblemKind OrganizationNotFound = new("organization_not_found", 404, "No such organization");
    private static readonly ProblemKind UserNotFound = new("user_not_found", 404, "No such user");
    private static readonly ProblemKind MemberNotFound = new("member_not_found", 404, "No such member");
    private static readonly ProblemKind ProjectNotFound = new("project_not_found", 404, "No such project");
    private static readonly ProblemKind PlanNotFound = new("plan_not_found", 404, "No such plan");
    private static readonly ProblemKind MailNotFound = new("mail_not_found", 404, "No such unsent mail");
    private static readonly ProblemKind PermissionDenied = new("permission_denied", 403, "Your role does not allow this");
    private static readonly ProblemKind OrganizationSuspended = new("organization_suspended", 403, "The organization is suspended");
    private static readonly ProblemKind EmailTaken = new("email_taken", 409, "The email address is taken");
    private static readonly ProblemKind SlugTaken = new("slug_taken", 409, "The slug is taken");
    private static readonly ProblemKind EnvironmentNameTaken = new("environment_name_taken", 409, "The environment's name is taken");
    private static readonly ProblemKind LimitReached = new("limit_reached", 402, "A limit of the plan is reached");
    private static readonly ProblemKind RevisionMismatch = new("revision_mismatch", 412, "The resource has changed");
    private static readonly ProblemKind IdempotencyInProgress = new("idempotency_in_progress", 409, "The first request is still running");
    private static readonly ProblemKind IdempotencyKeyReused = new("idempotency_key_reused", 422, "The idempotency key was used for another request");
    private static readonly ProblemKind AttemptAbandoned = new("attempt_abandoned", 409, "The attempt was given up");
    private static readonly ProblemKind TooManyAttempts = new("too_many_attempts", 429, "Too many failed attempts");
    private static readonly ProblemKind InvitationNotFound = new("invitation_not_found", 404, "No such invitation");
    private static readonly ProblemKind InvitationNotPending = new("invitation_not_pending", 409, "The invitation is not open any more");
    private static readonly ProblemKind InvitationForOther = new("invitation_for_other", 403, "The invitation is for another email address");
    private static readonly ProblemKind AlreadyInvited = new("already_invited", 409, "The address is invited already");
    private static readonly ProblemKind MemberExists = new("member_exists", 409, "The user is a member already");
    private static readonly ProblemKind LastAdmin = new("last_admin", 409, "The organization needs an admin");
    private static readonly ProblemKind RoleAboveOwn = new("role_above_own", 403, "This grants or takes more than you have");
    private static readonly ProblemKind TooManyOrganizations = new("too_many_organizations", 409, "The user belongs to too many organizations");
    private static readonly ProblemKind CapacityReached = new("capacity_reached", 409, "There is no room for more of these");
    private static readonly ProblemKind TeamNotFound = new("team_not_found", 404, "No such team");
    private static readonly ProblemKind TeamNameTaken = new("team_name_taken", 409, "The team's name is taken");
    private static readonly ProblemKind RoleNotFound = new("role_not_found", 404, "No such role");
    private static readonly ProblemKind RoleInUse = new("role_in_use", 409, "The role is in use");
    private static readonly ProblemKind EnvironmentNotFound = new("environment_not_found", 404, "No such environment");
    private static readonly ProblemKind EnvironmentKeyNotFound = new("environment_key_not_found", 404, "No such environment key");
    private static readonly ProblemKind ProjectArchived = new("project_archived", 409, "The project is archived");
    private static readonly ProblemKind FeatureNotInPlan = new("feature_not_in_plan", 402, "The plan does not have this feature");
    private static readonly ProblemKind Frozen = new("frozen", 402, "This is frozen until the plan has room again");
    private static readonly ProblemKind PlanChangeBlocked = new("plan_change_blocked", 409, "The plan cannot be changed like this");
    private static readonly ProblemKind FlagNotFound = new("flag_not_found", 404, "No such flag");
    private static readonly ProblemKind FlagNotSwitchable = new("flag_not_switchable", 403, "This flag is not the organization's to switch");
    private static readonly ProblemKind MeterNotFound = new("meter_not_found", 404, "No such meter");
    private static readonly ProblemKind MeterUse = new("meter_use", 409, "This meter is not used like this");
    private static readonly ProblemKind ReservationNotFound = new("reservation_not_found", 404, "No such reservation");
    private static readonly ProblemKind StepNotFound = new("step_not_found", 404, "No such step");
    private static readonly ProblemKind ExternalIdTaken = new("external_id_taken", 409, "The external id is taken");
    private static readonly ProblemKind DomainNotFound = new("domain_not_found", 404, "No such domain");
    private static readonly ProblemKind DomainTaken = new("domain_taken", 409, "The domain is taken");
    private static readonly ProblemKind DomainNotVerified = new("domain_not_verified", 409, "The domain is not verified");
    private static readonly ProblemKind EmailNotVerified = new("email_not_verified", 403, "Your email address is not verified");
    private static readonly ProblemKind ChangeInProgress = new("change_in_progress", 409, "An earlier change is not decided yet");
    private static readonly ProblemKind DomainExists = new("domain_exists", 409, "The organization has this domain already");
    public static readonly ProblemKind SecondFactorRequired = new("second_factor_required", 403, "A second factor is needed");
    private static readonly ProblemKind SecondFactorMissing = new("second_factor_missing", 409, "There is no second factor");
    private static readonly ProblemKind SecondFactorExists = new("second_factor_exists", 409, "There is a second factor already");
    private static readonly ProblemKind CodeInvalid = new("code_invalid", 400, "The code is wrong");
    private static readonly ProblemKind TokenInvalid = new("token_invalid", 400, "The token is not good");
    private static readonly ProblemKind PasswordWrong = new("password_wrong", 403, "The password is wrong");
    private static readonly ProblemKind SessionNotFound = new("session_not_found", 404, "No such session");
    private static readonly ProblemKind HandOverFirst = new("hand_over_first", 409, "Organizations must be handed over first");

    private static readonly ProblemKind OperatorNotFound = new("operator_not_found", 404, "No such operator");
    private static readonly ProblemKind LastOperator = new("last_operator", 409, "The staff needs an enabled admin");
    private static readonly ProblemKind MemberDisabled = new("member_disabled", 409, "The member is disabled");
    private static readonly ProblemKind ApiKeyNotFound = new("api_key_not_found", 404, "No such API key");
    private static readonly ProblemKind WebhookNotFound = new("webhook_not_found", 404, "No such webhook endpoint");
    private static readonly ProblemKind WebhookDeliveryNotFound = new("webhook_delivery_not_found", 404, "No such delivery");
    private static readonly ProblemKind WebhookDisabled = new("webhook_disabled", 409, "The webhook endpoint is disabled");
    private static readonly ProblemKind ReplayInProgress = new("replay_in_progress", 409, "A replay is under way");
    private static readonly ProblemKind ClientNotFound = new("client_not_found", 404, "No such client");
    private static readonly ProblemKind PoolUserNotFound = new("pool_user_not_found", 404, "No such user waits for the pool");
    private static readonly ProblemKind SignatureInvalid = new("signature_invalid", 403, "The signature does not hold");
    private static readonly ProblemKind PoolNotOurs = new("pool_not_ours", 403, "This is another user pool");
    private static readonly ProblemKind IdentityElsewhere = new("identity_elsewhere", 409, "People sign in elsewhere");

    private static readonly ProblemKind EventNotFound = new("event_not_found", 404, "No such event");
    private static readonly ProblemKind EventTypeNotFound = new("event_type_not_found", 404, "No such event type");
    private static readonly ProblemKind EventNotRedactable = new("event_not_redactable", 409, "The event cannot be redacted");
    private static readonly ProblemKind EventsExpired = new("events_expired", 410, "The events were removed");
    private static readonly ProblemKind ExportNotFound = new("export_not_found", 404, "No such export");

    /// <summary>Identifies the kind for programs that go by RFC 9457's <c>type</c>; never fetched.</summary>
    public string Type { get; init; } = $"urn:tenantry:problem:{Code}";

    /// <summary>The kind of a grain's refusal. A code without an entry here is a bug and throws.</summary>
    public static ProblemKind Of(ErrorCode code) => code switch
    {
        ErrorCode.ValidationFailed => ValidationFailed,
        ErrorCode.OrganizationNotFound => OrganizationNotFound,
        ErrorCode.UserNotFound => UserNotFound,
        ErrorCode.MemberNotFound => MemberNotFound,
        ErrorCode.ProjectNotFound => ProjectNotFound,
        ErrorCode.PlanNotFound => PlanNotFound,
        ErrorCode.MailNotFound => MailNotFound,
        ErrorCode.PermissionDenied => PermissionDenied,
        ErrorCode.OrganizationSuspended => OrganizationSuspended,
        ErrorCode.EmailTaken => EmailTaken,
        ErrorCode.SlugTaken => SlugTaken,
        ErrorCode.EnvironmentNameTaken => EnvironmentNameTaken,
        ErrorCode.LimitReached => LimitReached,
        ErrorCode.RevisionMismatch => RevisionMismatch,
        ErrorCode.IdempotencyInProgress => IdempotencyInProgress,
        ErrorCode.IdempotencyKeyReused => IdempotencyKeyReused,
        ErrorCode.AttemptAbandoned => AttemptAbandoned,
        ErrorCode.TooManyAttempts => TooManyAttempts,
        ErrorCode.TemporarilyUnavailable => TemporarilyUnavailable,
        ErrorCode.InvitationNotFound => InvitationNotFound,
        ErrorCode.InvitationNotPending => InvitationNotPending,
        ErrorCode.InvitationForOther => InvitationForOther,
        ErrorCode.AlreadyInvited => AlreadyInvited,
        ErrorCode.MemberExists => MemberExists,
        ErrorCode.LastAdmin => LastAdmin,
        ErrorCode.RoleAboveOwn => RoleAboveOwn,
        ErrorCode.TooManyOrganizations => TooManyOrganizations,
        ErrorCode.CapacityReached => CapacityReached,
        ErrorCode.TeamNotFound => TeamNotFound,
        ErrorCode.TeamNameTaken => TeamNameTaken,
        ErrorCode.RoleNotFound => RoleNotFound,
        ErrorCode.RoleInUse => RoleInUse,
        ErrorCode.EnvironmentNotFound => EnvironmentNotFound,
        ErrorCode.EnvironmentKeyNotFound => EnvironmentKeyNotFound,
        ErrorCode.ProjectArchived => ProjectArchived,
        ErrorCode.FeatureNotInPlan => FeatureNotInPlan,
        ErrorCode.Frozen => Frozen,
        ErrorCode.PlanChangeBlocked => PlanChangeBlocked,
        ErrorCode.FlagNotFound => FlagNotFound,
        ErrorCode.FlagNotSwitchable => FlagNotSwitchable,
        ErrorCode.MeterNotFound => MeterNotFound,
        ErrorCode.MeterUse => MeterUse,
        ErrorCode.ReservationNotFound => ReservationNotFound,
        ErrorCode.StepNotFound => StepNotFound,
        ErrorCode.ExternalIdTaken => ExternalIdTaken,
        ErrorCode.DomainNotFound => DomainNotFound,
        ErrorCode.DomainTaken => DomainTaken,
        ErrorCode.DomainNotVerified => DomainNotVerified,
        ErrorCode.EmailNotVerified => EmailNotVerified,
        ErrorCode.ChangeInProgress => ChangeInProgress,
        ErrorCode.DomainExists => DomainExists,
        ErrorCode.ApiKeyNotFound => ApiKeyNotFound,
        ErrorCode.ClientNotFound => ClientNotFound,
        ErrorCode.SecondFactorRequired => SecondFactorRequired,
        ErrorCode.SecondFactorMissing => SecondFactorMissing,
        ErrorCode.SecondFactorExists => SecondFactorExists,
        ErrorCode.CodeInvalid => CodeInvalid,
        ErrorCode.OperatorNotFound => OperatorNotFound,
        ErrorCode.LastOperator => LastOperator,
        ErrorCode.MemberDisabled => MemberDisabled,
        ErrorCode.TokenInvalid => TokenInvalid,
        ErrorCode.PasswordWrong => PasswordWrong,
        ErrorCode.SessionNotFound => SessionNotFound,
        ErrorCode.HandOverFirst => HandOverFirst,
        ErrorCode.PoolUserNotFound => PoolUserNotFound,
        ErrorCode.SignatureInvalid => SignatureInvalid,
        ErrorCode.PoolNotOurs => PoolNotOurs,
        ErrorCode.IdentityElsewhere => IdentityElsewhere,
        ErrorCode.EventNotFound => EventNotFound,
        ErrorCode.EventTypeNotFound => EventTypeNotFound,
        ErrorCode.EventNotRedactable => EventNotRedactable,
        ErrorCode.EventsExpired => EventsExpired,
        ErrorCode.ExportNotFound => ExportNotFound,
        ErrorCode.WebhookNotFound => WebhookNotFound,
        ErrorCode.WebhookDeliveryNotFound => WebhookDeliveryNotFound,
        ErrorCode.WebhookDisabled => WebhookDisabled,
        ErrorCode.ReplayInProgress => ReplayInProgress,
        _ => throw new ArgumentOutOfRangeException(nameof(code), code, "This error has no problem document."),
    };

    /// <summary>The kind of an answer that the framework gave without a body.</summary>
    public static ProblemKind Of(int status) => status switch
    {
        401 => Unauthenticated,
        403 => Forbidden,
        404 => NotFound,
        405 => MethodNotAllowed,
        408 => RequestTimeout,
        413 => PayloadTooLarge,
        415 => UnsupportedMediaType,
        429 => RateLimited,
        503 => TemporarilyUnavailable,
        >= 500 => InternalError with { Status = status },
        _ => BadRequest with { Status = status },
    };
}

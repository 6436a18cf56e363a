namespace Tenantry.Api;

/// <summary>One example of each kind of refusal, for the documentation.</summary>
internal static class ProblemExamples
{
    private static readonly OrganizationId Organization = OrganizationId.Wrap("org_01k9q0z3v8e2r9x4m7c5t1b6na");
    private static readonly UserId User = UserId.Wrap("usr_01k9q0z3v8e2r9x4m7c5t1b6nb");
    private static readonly ProjectId Project = ProjectId.Wrap("prj_01k9q0z3v8e2r9x4m7c5t1b6nc");
    private static readonly MailId Mail = MailId.Wrap("mai_01k9q0z3v8e2r9x4m7c5t1b6nd");

    private static readonly TeamId Team = TeamId.Wrap("tea_01k9q0z3v8e2r9x4m7c5t1b6nd");
    private static readonly EnvironmentId Environment = EnvironmentId.Wrap("env_01k9q0z3v8e2r9x4m7c5t1b6ne");
    private static readonly OperatorId Operator = OperatorId.Wrap("opr_01k9q0z3v8e2r9x4m7c5t1b6ng");
    private static readonly ReservationId Reservation = ReservationId.Wrap("rsv_01k9q0z3v8e2r9x4m7c5t1b6nf");

    private static readonly SessionId Session = SessionId.Wrap("ses_01k9q0z3v8e2r9x4m7c5t1b6ng");
    private static readonly ApiKeyId ApiKey = ApiKeyId.Wrap("key_01k9q0z3v8e2r9x4m7c5t1b6ng");
    private static readonly WebhookId Webhook = WebhookId.Wrap("whk_01k9q0z3v8e2r9x4m7c5t1b6nj");
    private static readonly ClientId Client = ClientId.Wrap("cli_01k9q0z3v8e2r9x4m7c5t1b6nh");

    private static readonly EventId Event = EventId.Wrap("evt_01k9q0z3v8e2r9x4m7c5t1b6nj");
    private static readonly ExportId Export = ExportId.Wrap("exp_01k9q0z3v8e2r9x4m7c5t1b6nk");

    private static readonly Dictionary<string, Problem> ByCode =
        new[]
        {
            Problem.Malformed("The body is not valid JSON at line 1, byte 17."),
            Problem.Parameter("limit", "must be a whole number from 1 to 100"),
            new(ProblemKind.RateLimited)
            {
                Detail = "This address has asked too often; wait for the next minute.",
                ViolatedPolicies = ["signups"],
            },
            Problem.Of(Errors.ValidationFailed([new("user.email", "is required"), new("user.mail", "is not known")])),
            Problem.Of(Errors.OrganizationNotFound(Organization)),
            Problem.Of(Errors.UserNotFound(User)),
            Problem.Of(Errors.MemberNotFound(User)),
            Problem.Of(Errors.ProjectNotFound(Project)),
            Problem.Of(Errors.PlanNotFound("gold")),
            Problem.Of(Errors.MailNotFound(Mail)),
            Problem.Of(Errors.PoolUserNotFound(User)),
            Problem.Of(Errors.SignatureInvalid()),
            Problem.Of(Errors.PoolNotOurs()),
            Problem.Of(Errors.PermissionDenied(Permission.ProjectsWrite)),
            Problem.Of(Errors.OrganizationSuspended()),
            Problem.Of(Errors.EmailTaken()),
            Problem.Of(Errors.SlugTaken()),
            Problem.Of(Errors.EnvironmentNameTaken("staging")),
            Problem.Of(Errors.LimitReached(new(Meters.Projects, Limit: 3, Used: 3, Requested: 1, UpgradeTo: "basic"))),
            Problem.Of(Errors.RevisionMismatch()),
            Problem.Of(Errors.IdempotencyInProgress(TimeSpan.FromSeconds(1))),
            Problem.Of(Errors.IdempotencyKeyReused()),
            Problem.Of(Errors.AttemptAbandoned()),
            Problem.Of(Errors.TemporarilyUnavailable("The service cannot answer right now; try again.")),
            Problem.Of(Errors.InvitationNotFound()),
            Problem.Of(Errors.InvitationNotPending("expired")),
            Problem.Of(Errors.InvitationForOther()),
            Problem.Of(Errors.AlreadyInvited()),
            Problem.Of(Errors.MemberExists()),
            Problem.Of(Errors.LastAdmin()),
            Problem.Of(Errors.RoleAboveOwn()),
            Problem.Of(Errors.TooManyOrganizations(100)),
            Problem.Of(Errors.CapacityReached("admins of an organization", 100)),
            Problem.Of(Errors.TeamNotFound(Team)),
            Problem.Of(Errors.TeamNameTaken("Design")),
            Problem.Of(Errors.RoleNotFound("billing")),
            Problem.Of(Errors.RoleInUse("billing")),
            Problem.Of(Errors.EnvironmentNotFound(Environment)),
            Problem.Of(Errors.EnvironmentKeyNotFound()),
            Problem.Of(Errors.ProjectArchived()),
            Problem.Of(Errors.FeatureNotInPlan("customRoles", "standard")),
            Problem.Of(Errors.Frozen(Meters.Projects)),
            Problem.Of(Errors.PlanChangeBlocked("A trial can be had once only.")),
            Problem.Of(Errors.FlagNotFound("darkMode")),
            Problem.Of(Errors.FlagNotSwitchable("darkMode")),
            Problem.Of(Errors.MeterNotFound("battlecards")),
            Problem.Of(Errors.MeterUse("'users' is counted by Tenantry itself.")),
            Problem.Of(Errors.ReservationNotFound(Reservation)),
            Problem.Of(Errors.StepNotFound("installScript")),
            Problem.Of(Errors.ExternalIdTaken()),
            Problem.Of(Errors.DomainNotFound("example.com")),
            Problem.Of(Errors.DomainTaken()),
            Problem.Of(Errors.DomainNotVerified("No TXT record with the expected value was found.")),
            Problem.Of(Errors.EmailNotVerified()),
            Problem.Of(Errors.ChangeInProgress()),
            Problem.Of(Errors.DomainExists("example.com")),
            Problem.Of(Errors.SecondFactorRequired()),
            Problem.Of(Errors.ApiKeyNotFound(ApiKey)),
            Problem.Of(Errors.ClientNotFound(Client)),
            Problem.Of(Errors.SecondFactorMissing()),
            Problem.Of(Errors.SecondFactorExists()),
            Problem.Of(Errors.CodeInvalid()),
            Problem.Of(Errors.TokenInvalid()),
            Problem.Of(Errors.SessionNotFound(Session)),
            Problem.Of(Errors.HandOverFirst([new(Organization, "Acme")])),
            Problem.Of(Errors.TooManyAttempts(TimeSpan.FromSeconds(8))),
            Problem.Of(Errors.OperatorNotFound(Operator)),
            Problem.Of(Errors.LastOperator()),
            Problem.Of(Errors.MemberDisabled()),
            Problem.Of(Errors.PasswordWrong()),
            Problem.Of(Errors.IdentityElsewhere()),
            Problem.Of(Errors.EventNotFound(Event)),
            Problem.Of(Errors.EventTypeNotFound("member.painted")),
            Problem.Of(Errors.EventNotRedactable()),
            Problem.Of(Errors.EventsExpired(first: 1201)),
            Problem.Of(Errors.ExportNotFound(Export)),
            Problem.Of(Errors.WebhookNotFound(Webhook)),
            Problem.Of(Errors.WebhookDeliveryNotFound(Event)),
            Problem.Of(Errors.WebhookDisabled()),
            Problem.Of(Errors.ReplayInProgress()),
        }.ToDictionary(problem => problem.Kind.Code);

    /// <summary>The example of a kind; kinds that say no more than their title need none of their own.</summary>
    public static Problem Of(ProblemKind kind) => ByCode.GetValueOrDefault(kind.Code, new Problem(kind));
}

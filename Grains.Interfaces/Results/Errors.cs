using System.Collections.Immutable;

namespace Tenantry.Grains.Interfaces;

/// <summary>The one place where errors are worded.</summary>
public static partial class Errors
{
    public static Error ValidationFailed(ImmutableArray<FieldError> fields)
        => new() { Code = ErrorCode.ValidationFailed, Detail = "The request breaks the rules named in errors.", Fields = fields };

    public static Error ValidationFailed(string field, string rule) => ValidationFailed([new FieldError(field, rule)]);

    public static Error OrganizationNotFound(OrganizationId id)
        => new() { Code = ErrorCode.OrganizationNotFound, Detail = $"There is no organization {id} that you can see." };

    /// <summary>For a look-up by something else than the id, which a stranger must not learn.</summary>
    public static Error OrganizationNotFound()
        => new() { Code = ErrorCode.OrganizationNotFound, Detail = "There is no such organization that you can see." };

    public static Error UserNotFound(UserId id)
        => new() { Code = ErrorCode.UserNotFound, Detail = $"There is no user {id}." };

    public static Error MemberNotFound(UserId id)
        => new() { Code = ErrorCode.MemberNotFound, Detail = $"The organization has no member {id}." };

    public static Error ProjectNotFound(ProjectId id)
        => new() { Code = ErrorCode.ProjectNotFound, Detail = $"The organization has no project {id}." };

    public static Error PlanNotFound(string name)
        => new() { Code = ErrorCode.PlanNotFound, Detail = $"There is no plan '{name}'." };

    public static Error MailNotFound(MailId id)
        => new() { Code = ErrorCode.MailNotFound, Detail = $"There is no unsent mail {id}." };

    public static Error PermissionDenied(Permission permission)
        => new() { Code = ErrorCode.PermissionDenied, Detail = $"Your role in this organization does not grant '{permission.Name()}'." };

    public static Error OrganizationSuspended()
        => new() { Code = ErrorCode.OrganizationSuspended, Detail = "This organization is suspended; it can only be read." };

    public static Error EmailTaken()
        => new() { Code = ErrorCode.EmailTaken, Detail = "A user with this email address exists already." };

    public static Error SlugTaken()
        => new() { Code = ErrorCode.SlugTaken, Detail = "An organization with this slug exists already." };

    public static Error EnvironmentNameTaken(string name)
        => new() { Code = ErrorCode.EnvironmentNameTaken, Detail = $"The project has an environment named '{name}' already." };

    public static Error LimitReached(LimitReached limit)
        => new()
        {
            Code = ErrorCode.LimitReached,
            Detail = $"The plan allows {limit.Limit} {limit.Meter} and {limit.Used} are in use.",
            Limit = limit,
        };

    public static Error RevisionMismatch()
        => new() { Code = ErrorCode.RevisionMismatch, Detail = "The resource has changed since the revision named in If-Match." };

    public static Error IdempotencyInProgress(TimeSpan retryAfter)
        => new()
        {
            Code = ErrorCode.IdempotencyInProgress,
            Detail = "A request with this Idempotency-Key is still being carried out.",
            RetryAfter = retryAfter,
        };

    public static Error IdempotencyKeyReused()
        => new() { Code = ErrorCode.IdempotencyKeyReused, Detail = "This Idempotency-Key was used with another payload." };

    public static Error AttemptAbandoned()
        => new()
        {
            Code = ErrorCode.AttemptAbandoned,
            Detail = "This attempt took too long and was given up; try again.",
            RetryAfter = TimeSpan.FromSeconds(1),
        };

    public static Error TooManyAttempts(TimeSpan retryAfter)
        => new() { Code = ErrorCode.TooManyAttempts, Detail = "Too many failed attempts; wait before the next.", RetryAfter = retryAfter };

    public static Error TemporarilyUnavailable(string detail)
        => new() { Code = ErrorCode.TemporarilyUnavailable, Detail = detail, RetryAfter = TimeSpan.FromSeconds(1) };
}

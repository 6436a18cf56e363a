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
}

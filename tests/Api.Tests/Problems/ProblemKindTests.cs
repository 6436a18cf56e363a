using System.Text.Json;

namespace Tenantry.Api.Tests;

public sealed class ProblemKindTests
{
    [Theory]
    [InlineData(ErrorCode.ValidationFailed, 400)]
    [InlineData(ErrorCode.OrganizationNotFound, 404)]
    [InlineData(ErrorCode.UserNotFound, 404)]
    [InlineData(ErrorCode.MemberNotFound, 404)]
    [InlineData(ErrorCode.ProjectNotFound, 404)]
    [InlineData(ErrorCode.PlanNotFound, 404)]
    [InlineData(ErrorCode.PermissionDenied, 403)]
    [InlineData(ErrorCode.OrganizationSuspended, 403)]
    [InlineData(ErrorCode.EmailTaken, 409)]
    [InlineData(ErrorCode.SlugTaken, 409)]
    [InlineData(ErrorCode.EnvironmentNameTaken, 409)]
    [InlineData(ErrorCode.LimitReached, 402)]
    [InlineData(ErrorCode.RevisionMismatch, 412)]
    [InlineData(ErrorCode.IdempotencyInProgress, 409)]
    [InlineData(ErrorCode.IdempotencyKeyReused, 422)]
    [InlineData(ErrorCode.AttemptAbandoned, 409)]
    [InlineData(ErrorCode.TooManyAttempts, 429)]
    [InlineData(ErrorCode.TemporarilyUnavailable, 503)]
    public void Every_error_has_its_status(ErrorCode code, int status) => Assert.Equal(status, ProblemKind.Of(code).Status);

    [Fact]
    public void Every_error_has_a_problem_whose_code_is_its_name()
    {
        foreach (var code in Enum.GetValues<ErrorCode>())
            Assert.Equal(JsonNamingPolicy.SnakeCaseLower.ConvertName(code.ToString()), ProblemKind.Of(code).Code);
    }

    [Fact]
    public void An_error_without_a_problem_is_a_bug()
        => Assert.Throws<ArgumentOutOfRangeException>(() => ProblemKind.Of((ErrorCode)int.MaxValue));
}

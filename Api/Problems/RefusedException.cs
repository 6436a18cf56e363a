namespace Tenantry.Api;

/// <summary>
/// A request that cannot be bound. The framework has no other way to leave a parameter's binding with an answer; endpoints
/// and grains never throw it.
/// </summary>
internal sealed class RefusedException(Problem problem) : Exception(problem.Detail)
{
    public Problem Problem { get; } = problem;
}

namespace Tenantry.Api.Tests;

public sealed class ErrorBoundaryTests(ApiHost host)
{
    [Theory]
    [InlineData("store")]
    [InlineData("orleans")]
    [InlineData("conflict")]
    [InlineData("timeout")]
    public async Task Broken_infrastructure_is_an_invitation_to_come_back(string kind)
    {
        var reply = await host.Http.Ask("GET", $"/tests/failure?kind={kind}");

        reply.IsProblem(503, "temporarily_unavailable", "/tests/failure", detail: "The service cannot answer right now; try again.");
        Assert.Equal("1", reply.Header("Retry-After"));
        Assert.DoesNotContain(Failure.Secret, reply.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bug_is_logged_and_tells_nothing()
    {
        var reply = await host.Http.Ask("GET", "/tests/failure?kind=bug");

        reply.IsProblem(500, "internal_error", "/tests/failure");
        Assert.Null(reply.At("detail"));
        Assert.Contains(host.Log.Lines, line => line.StartsWith("Error Tenantry.Api.ErrorBoundary GET /tests/failure failed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_unknown_address_is_a_problem()
        => (await host.Http.Ask("GET", "/v1/nothing/é?x=1")).IsProblem(404, "not_found", "/v1/nothing/%C3%A9");

    [Fact]
    public async Task An_unknown_method_is_a_problem_that_names_the_known_ones()
    {
        var reply = await host.Http.Ask("DELETE", "/v1/plans");
        reply.IsProblem(405, "method_not_allowed", "/v1/plans");
        Assert.Equal("GET", reply.Allow);
    }

    [Fact]
    public async Task A_missing_token_is_a_problem_that_says_how_to_authenticate()
    {
        var reply = await host.Http.Ask("GET", "/v1/me");
        reply.IsProblem(401, "unauthenticated", "/v1/me");
        Assert.StartsWith("Bearer", reply.Header("WWW-Authenticate"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("eyJhbGciOiJub25lIiwidHlwIjoiYXQrand0In0.eyJzdWIiOiJ1c3JfMDFrOXEwejN2OGUycjl4NG03YzV0MWI2bmEifQ.")]
    public async Task A_token_that_is_not_ours_is_a_problem(string token)
    {
        var reply = await host.Http.Ask("GET", "/v1/me", @as: token);
        reply.IsProblem(401, "unauthenticated", "/v1/me");
        Assert.Contains("invalid_token", reply.Header("WWW-Authenticate"), StringComparison.Ordinal);
    }
}

using System.Net;

namespace Tenantry.Silo.Tests;

public sealed class HealthTests(SharedProgram program)
{
    [Theory]
    [InlineData("/healthz/live")]
    [InlineData("/healthz/ready")]
    public async Task A_running_program_is_healthy_to_anybody_who_asks(string path)
    {
        using var answer = await program.Http.GetAsync(path, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("Healthy", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task The_program_can_ask_another_for_its_health()
    {
        var (healthy, _, _) = await BuiltProgram.Run("/", "healthcheck", program.Http.BaseAddress!.ToString());
        var (silent, _, error) = await BuiltProgram.Run("/", "healthcheck", "http://127.0.0.1:1");

        Assert.Equal(0, healthy);
        Assert.Equal(1, silent);
        Assert.NotEmpty(error);
    }

    [Theory]
    [InlineData("/docs", HttpStatusCode.Redirect, HttpStatusCode.OK, HttpStatusCode.MovedPermanently)]
    [InlineData("/dashboard", HttpStatusCode.Redirect)]
    [InlineData("/openapi/v1.json", HttpStatusCode.OK)]
    [InlineData("/.well-known/jwks.json", HttpStatusCode.OK)]
    public async Task Everything_that_the_start_lines_and_the_readme_name_is_there(string path, params HttpStatusCode[] expected)
    {
        using var answer = await program.Http.GetAsync(path, TestContext.Current.CancellationToken);

        Assert.Contains(answer.StatusCode, expected);
    }
}

using System.Net;

namespace Tenantry.Silo.Tests;

public sealed class SignInTests(SharedProgram program) : IDisposable
{
    private const string Operator = "operator@tenantry.local";

    private readonly Browser _browser = new(program.Http.BaseAddress!);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _browser.Dispose();

    [Fact]
    public async Task A_stranger_is_sent_to_the_sign_in_page()
    {
        using var answer = await _browser.Open("/dashboard/ClusterStats");

        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.Equal("/dashboard/sign-in", answer.Headers.Location!.AbsolutePath);
    }

    [Fact]
    public async Task An_operator_signs_in_sees_the_dashboard_and_signs_out()
    {
        using var entered = await _browser.SignIn(Operator, program.OperatorPassword);
        Assert.Equal(HttpStatusCode.Found, entered.StatusCode);
        Assert.Equal("/dashboard/", entered.Headers.Location!.OriginalString);

        using var dashboard = await _browser.Open("/dashboard/");
        Assert.Contains("Orleans Dashboard", await dashboard.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        using var counters = await _browser.Open("/dashboard/DashboardCounters");
        Assert.Equal(HttpStatusCode.OK, counters.StatusCode);

        using var page = await _browser.Open("/dashboard/sign-in");
        using var left = await _browser.Submit(page, "/dashboard/sign-out");
        Assert.Equal(HttpStatusCode.Found, left.StatusCode);
        using var again = await _browser.Open("/dashboard/DashboardCounters");
        Assert.Equal(HttpStatusCode.Found, again.StatusCode);
    }

    [Fact]
    public async Task Spelling_of_the_email_does_not_matter()
    {
        using var entered = await _browser.SignIn(" Operator@Tenantry.LOCAL ", program.OperatorPassword);

        Assert.Equal(HttpStatusCode.Found, entered.StatusCode);
    }

    [Fact]
    public async Task The_cookie_is_for_the_dashboard_of_this_site_and_no_script_reads_it()
    {
        using var entered = await _browser.SignIn(Operator, program.OperatorPassword);

        var cookie = entered.Headers.GetValues("Set-Cookie").Single(value => value.StartsWith("tenantry-dashboard=", StringComparison.Ordinal));
        Assert.Contains("path=/dashboard", cookie, StringComparison.Ordinal);
        Assert.Contains("samesite=strict", cookie, StringComparison.Ordinal);
        Assert.Contains("httponly", cookie, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_cookie_does_not_open_the_API()
    {
        using var entered = await _browser.SignIn(Operator, program.OperatorPassword);
        var cookie = _browser.Cookies.Single(cookie => cookie.Name == "tenantry-dashboard");

        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/admin/organizations");
        request.Headers.Add("Cookie", $"{cookie.Name}={cookie.Value}");
        using var answer = await program.Http.SendAsync(request, Cancellation);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Theory]
    [InlineData("stranger@tenantry.local")]
    [InlineData("not an address")]
    [InlineData("")]
    public async Task Whoever_is_no_operator_is_refused_and_not_told_why(string email)
    {
        using var answer = await _browser.SignIn(email, "no such password");

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Contains("do not belong together", await answer.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        Assert.DoesNotContain(_browser.Cookies, cookie => cookie.Name == "tenantry-dashboard");
    }

    [Fact]
    public async Task What_was_typed_comes_back_as_text_and_not_as_markup()
    {
        using var answer = await _browser.SignIn("\"><script>alert(1)</script>", "x");

        Assert.Contains("value=\"&quot;&gt;&lt;script&gt;", await answer.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_that_another_site_sends_is_refused()
    {
        using var answer = await _browser.Post("/dashboard/sign-in", ("email", Operator), ("password", program.OperatorPassword));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.DoesNotContain(_browser.Cookies, cookie => cookie.Name == "tenantry-dashboard");
    }

    [Fact]
    public async Task Another_site_cannot_sign_an_operator_out()
    {
        using var entered = await _browser.SignIn(Operator, program.OperatorPassword);

        using var left = await _browser.Post("/dashboard/sign-out");
        using var dashboard = await _browser.Open("/dashboard/version");

        Assert.Equal(HttpStatusCode.OK, dashboard.StatusCode);
    }

    [Theory]
    [InlineData("?then=%2Fdashboard%2Findex.html", "/dashboard/index.html")]
    [InlineData("?then=https%3A%2F%2Felsewhere.example%2Fdashboard%2F", "/dashboard/")]
    [InlineData("?then=%2F%2Felsewhere.example", "/dashboard/")]
    public async Task The_way_on_leads_into_the_dashboard_only(string query, string expected)
    {
        using var entered = await _browser.SignIn(Operator, program.OperatorPassword, query);

        Assert.Equal(expected, entered.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task Guessing_is_slowed()
    {
        HttpStatusCode status;
        var attempts = 0;
        do
        {
            using var answer = await _browser.SignIn("guessed@tenantry.local", $"guess {attempts++}");
            status = answer.StatusCode;
        }
        while (status == HttpStatusCode.Unauthorized && attempts < 20);

        Assert.Equal(HttpStatusCode.TooManyRequests, status);
        Assert.InRange(attempts, 5, 8);
    }

    [Fact]
    public async Task The_page_runs_no_script_and_cannot_be_framed()
    {
        using var page = await _browser.Open("/dashboard/sign-in");

        var policy = page.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", await page.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        using var style = await _browser.Open("/dashboard/sign-in.css");
        Assert.Equal("text/css", style.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task A_large_form_is_refused()
    {
        using var answer = await _browser.SignIn(Operator, new string('x', 20_000));

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }
}

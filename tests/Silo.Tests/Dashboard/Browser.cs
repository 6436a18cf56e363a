using System.Net;
using System.Text.RegularExpressions;

namespace Tenantry.Silo.Tests;

/// <summary>A browser as far as signing in needs one: it keeps cookies, fills in forms, and does not follow redirects.</summary>
internal sealed partial class Browser(Uri address) : IDisposable
{
    private readonly SocketsHttpHandler _handler = new() { AllowAutoRedirect = false, UseCookies = true, CookieContainer = new CookieContainer() };
    private HttpClient? _http;

    public IEnumerable<Cookie> Cookies => _handler.CookieContainer.GetAllCookies();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private HttpClient Http => _http ??= new HttpClient(_handler) { BaseAddress = address };

    public Task<HttpResponseMessage> Open(string path) => Http.GetAsync(path, Cancellation);

    /// <summary>Opens the sign-in page, fills in its form, and sends it.</summary>
    public async Task<HttpResponseMessage> SignIn(string email, string password, string query = "")
    {
        using var page = await Open($"/dashboard/sign-in{query}");
        return await Submit(page, "/dashboard/sign-in", ("email", email), ("password", password));
    }

    /// <summary>Sends the form of a page, with its hidden fields.</summary>
    public async Task<HttpResponseMessage> Submit(HttpResponseMessage page, string action, params (string Name, string Value)[] typed)
    {
        var html = await page.Content.ReadAsStringAsync(Cancellation);
        Assert.Contains($"action=\"{action}\"", html, StringComparison.Ordinal);
        var hidden = Hidden().Matches(html).Select(field
            => KeyValuePair.Create(field.Groups[1].Value, WebUtility.HtmlDecode(field.Groups[2].Value)));
        using var form = new FormUrlEncodedContent([.. hidden, .. typed.Select(field => KeyValuePair.Create(field.Name, field.Value))]);
        return await Http.PostAsync(action, form, Cancellation);
    }

    public async Task<HttpResponseMessage> Post(string path, params (string Name, string Value)[] fields)
    {
        using var form = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        return await Http.PostAsync(path, form, Cancellation);
    }

    public void Dispose()
    {
        _http?.Dispose();
        _handler.Dispose();
    }

    [GeneratedRegex("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\">")]
    private static partial Regex Hidden();
}

using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Tenantry.Silo.Tests;

/// <summary>What a customer does over HTTP.</summary>
internal static class Tenant
{
    public const string Password = "seven green turnips dance";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static object Body(string name, string email, string? slug = null)
        => slug is null
            ? new { organization = new { name }, user = new { email, password = Password } }
            : new { organization = new { name, slug }, user = new { email, password = Password } };

    public static async Task<HttpResponseMessage> SignUp(this HttpClient http, object body, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/signups") { Content = JsonContent.Create(body) };
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        return await http.SendAsync(request, Cancellation);
    }

    /// <summary>Logs in and gives the access token.</summary>
    public static Task<string> LogIn(this HttpClient http, string email) => http.Token(email, Password, scope: "");

    /// <summary>Logs an operator in.</summary>
    public static Task<string> LogInOperator(this HttpClient http, string email, string password = Password)
        => http.Token(email, password, scope: "operator");

    public static async Task<JsonElement> Get(this HttpClient http, string path, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await http.SendAsync(request, Cancellation);
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        Assert.True(answer.IsSuccessStatusCode, $"GET {path}: {(int)answer.StatusCode} {body}");
        return body;
    }

    private static async Task<string> Token(this HttpClient http, string email, string password, string scope)
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "password",
            ["username"] = email,
            ["password"] = password,
            ["scope"] = scope,
        });
        using var answer = await http.PostAsync("/oauth/token", form, Cancellation);
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        Assert.True(answer.IsSuccessStatusCode, $"{email} could not log in: {body}");
        return body.GetProperty("access_token").GetString()!;
    }
}

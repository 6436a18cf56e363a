using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tenantry.Hosting.Tests;

/// <summary>What an answer says.</summary>
internal sealed record Reply(int Status, JsonNode? Json, TimeSpan? RetryAfter)
{
    public string? Code => (string?)Json?["code"];

    public string? At(string path) => path.Split('.').Aggregate(Json, (node, name) => node?[name])?.ToString();

    public Reply Be(int status)
    {
        Assert.True(Status == status, $"{Status} instead of {status}: {Json}");
        return this;
    }
}

/// <summary>Asking over HTTP.</summary>
internal static class Calls
{
    public const string Password = "seven green turnips dance";

    private const int Repetitions = 10;

    public static async Task<Reply> Ask(
        this HttpClient http, string method, string path, object? body = null, string? token = null, string? key = null, TimeSpan? patience = null)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(patience ?? Timeout.InfiniteTimeSpan);
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = body is null ? null : JsonContent.Create(body) };
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        using var answer = await http.SendAsync(request, limit.Token);
        return await Read(answer, limit.Token);
    }

    /// <summary>An access token.</summary>
    public static async Task<string> LogIn(this HttpClient http, string email, string password = Password, string scope = "")
    {
        return (await Patiently(Ask)).Be(200).At("access_token")!;

        async Task<Reply> Ask()
        {
            using var form = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["grant_type"] = "password",
                ["username"] = email,
                ["password"] = password,
                ["scope"] = scope,
            });
            using var answer = await http.PostAsync(new Uri("/oauth/token", UriKind.Relative), form);
            return await Read(answer, default);
        }
    }

    public static Task<string> LogInOperator(this HttpClient http) => http.LogIn(Cluster.OperatorEmail, Cluster.OperatorPassword, "operator");

    /// <summary>A new tenant.</summary>
    public static async Task<Firm> SignUp(this HttpClient http, string name)
    {
        var email = $"{name}@firms.example";
        var body = new { organization = new { name }, user = new { email, password = Password } };
        var made = (await Patiently(() => http.Ask("POST", "/v1/signups", body, key: name))).Be(201);
        return new(made.At("organization.id")!, made.At("user.id")!, email, await http.LogIn(email));
    }

    // As clients do: five processes that have just been started on a busy machine can need longer than a request may take.
    private static async Task<Reply> Patiently(Func<Task<Reply>> ask)
    {
        var reply = await ask();
        for (var again = 0; again < Repetitions && reply.RetryAfter is { } wait; again++)
        {
            await Task.Delay(wait, TestContext.Current.CancellationToken);
            reply = await ask();
        }

        return reply;
    }

    private static async Task<Reply> Read(HttpResponseMessage answer, CancellationToken cancellation)
    {
        var text = await answer.Content.ReadAsStringAsync(cancellation);
        return new((int)answer.StatusCode, Parse(text), answer.Headers.RetryAfter?.Delta);
    }

    private static JsonNode? Parse(string text)
    {
        try
        {
            return text.Length == 0 ? null : JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>A tenant and its admin.</summary>
internal sealed record Firm(string Organization, string User, string Email, string Token)
{
    public string Path => $"/v1/organizations/{Organization}";
}

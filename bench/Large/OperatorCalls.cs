using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Tenantry.Bench;

/// <summary>What an operator does before something is measured.</summary>
internal sealed class OperatorCalls
{
    public const string Email = "operator@bench.example";
    public const string Password = "plum-Harbour-72-kestrel";

    private readonly HttpClient _http;

    private OperatorCalls(HttpClient http, string token) => (_http, Token) = (http, token);

    public string Token { get; }

    public static async Task<OperatorCalls> SignIn(HttpClient http)
    {
        using var form = new FormUrlEncodedContent(
        [
            new("grant_type", "password"), new("scope", "operator"), new("username", Email), new("password", Password),
        ]);
        using var answer = await http.PostAsync(new Uri("/oauth/token", UriKind.Relative), form);
        answer.EnsureSuccessStatusCode();
        return new(http, (string)(await answer.Content.ReadFromJsonAsync<JsonNode>())!["access_token"]!);
    }

    /// <summary>Lifts the limits of an organization.</summary>
    public Task LiftLimits(string organization) => Send(
        HttpMethod.Put, $"/v1/admin/organizations/{organization}/overrides", Token,
        """{"limits":{"users":10000000,"projects":1000000},"features":{}}""");

    /// <summary>Sends a request and reads the answer, which must be a success.</summary>
    public async Task<JsonNode?> Send(HttpMethod method, string path, string? token, string? body = null)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        if (body is not null) request.Content = new StringContent(body, new MediaTypeHeaderValue("application/json"));
        using var answer = await _http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode
            ? text.Length == 0 ? null : JsonNode.Parse(text)
            : throw new InvalidOperationException($"{method} {path} was answered {(int)answer.StatusCode}: {text}");
    }
}

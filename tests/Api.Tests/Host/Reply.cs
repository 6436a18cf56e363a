using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Tenantry.Api.Tests;

/// <summary>What the server answered.</summary>
public sealed record Reply(int Status, HttpResponseHeaders Headers, string? MediaType, string Text)
{
    public string Allow { get; init; } = "";

    public JsonNode Json => JsonNode.Parse(Text)!;

    public string? Tag => Headers.ETag?.ToString();

    public string? Code => MediaType == "application/problem+json" ? (string?)Json["code"] : null;

    public string? Header(string name) => Headers.TryGetValues(name, out var values) ? string.Join(", ", values) : null;

    /// <summary>The member of the body at a path such as <c>organization.id</c>.</summary>
    public string? At(string path) => path.Split('.').Aggregate((JsonNode?)Json, (node, name) => node?[name])?.ToString();
}

public static class Asking
{
    /// <summary>Sends one request; <paramref name="as"/> is whose token it carries.</summary>
    public static async Task<Reply> Ask(
        this HttpClient http, string method, string path, string? body = null, string? @as = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        if (@as is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", @as);
        foreach (var (name, value) in headers)
            Assert.True(request.Headers.TryAddWithoutValidation(name, value));

        return await http.Receive(request);
    }

    public static async Task<Reply> Receive(this HttpClient http, HttpRequestMessage request)
    {
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        // A stream has no end; that it begins is the answer.
        var text = response.Content.Headers.ContentType?.MediaType == "text/event-stream"
            ? ""
            : await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return new((int)response.StatusCode, response.Headers, response.Content.Headers.ContentType?.MediaType, text)
        {
            Allow = string.Join(", ", response.Content.Headers.Allow),
        };
    }
}

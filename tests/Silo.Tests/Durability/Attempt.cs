using System.Net;
using System.Text.Json;

namespace Tenantry.Silo.Tests;

/// <summary>One customer who wants to sign up and asks, with the same key, until there is an answer.</summary>
internal sealed class Attempt(string prefix, int number)
{
    // Of every eight customers, two want one email address and two want one slug.
    public string Email { get; } = number % 8 == 1 ? $"{prefix}-{number - 1}@stream.example" : $"{prefix}-{number}@stream.example";

    public string? Slug { get; } = (number % 8) switch
    {
        2 or 3 => $"{prefix}-shared-{number / 8}",
        4 or 5 => $"{prefix}-{number}",
        _ => null,
    };

    public string Key { get; } = $"{prefix}-{number}";

    /// <summary>The 201; null while there is none.</summary>
    public JsonElement? Tenant { get; private set; }

    /// <summary>The code of the final refusal; null while there is none.</summary>
    public string? Refusal { get; private set; }

    public bool IsAnswered => Tenant is not null || Refusal is not null;

    /// <summary>Asks once. Whatever is no final answer leaves everything open.</summary>
    public async Task Ask(HttpClient http)
    {
        using var answer = await http.SignUp(Silo.Tests.Tenant.Body($"Firm {Key}", Email, Slug), Key);
        var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
        if (answer.StatusCode == HttpStatusCode.Created)
            Tenant = body;
        else if (answer is { StatusCode: HttpStatusCode.Conflict, Headers.RetryAfter: null })
            Refusal = body.GetProperty("code").GetString();
        else if (answer.StatusCode is not (HttpStatusCode.ServiceUnavailable or HttpStatusCode.Conflict))
            Assert.Fail($"{Key} was answered {(int)answer.StatusCode}: {body}");
    }
}

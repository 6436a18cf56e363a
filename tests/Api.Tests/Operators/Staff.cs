using System.Text.Json.Nodes;

namespace Tenantry.Api.Tests;

/// <summary>An operator whom a test has made.</summary>
internal sealed record Staff(ApiHost Host, string Id, string Email, string Token)
{
    public const string Operators = "/v1/admin/operators";

    public string Path => $"{Operators}/{Id}";

    public static async Task<Staff> Add(ApiHost host, OperatorRole role = OperatorRole.Support)
    {
        var email = $"{Unique.Name()}@staff.example";
        var made = await host.Http.Ask("POST", Operators, Body(email, role), host.Operator);
        Assert.Equal((201, email, role.Name()), (made.Status, made.At("email"), made.At("role")));
        Assert.Equal($"{Operators}/{made.At("id")}", made.Header("Location"));
        return new(host, made.At("id")!, email, await host.SignIn(email, Tenant.Password, ("scope", "operator")));
    }

    public static string Body(string email, OperatorRole role)
        => new JsonObject { ["email"] = email, ["role"] = role.Name(), ["password"] = Tenant.Password }.ToJsonString();

    /// <summary>Asks as this operator.</summary>
    public Task<Reply> Ask(string method, string path, string? body = null) => Host.Http.Ask(method, path, body, Token);
}

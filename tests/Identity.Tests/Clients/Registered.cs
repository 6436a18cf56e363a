using System.Net.Http.Headers;
using System.Text;

namespace Tenantry.Identity.Tests;

/// <summary>API keys and app clients as these tests make them.</summary>
internal static class Registered
{
    /// <summary>Makes a key, of an organization or of the platform.</summary>
    public static async Task<ApiKeyView> Key(this SiloFixture silo, OrganizationId? organization, params string[] scopes)
        => await silo.Grains.Commands().Run(
            new CreateApiKey { Organization = organization, Name = "Key", Scopes = [.. scopes], Actor = Actor.System }) is { Value: ApiKeyView made }
            ? made
            : throw new InvalidOperationException("No key was made.");

    /// <summary>Registers a client.</summary>
    public static async Task<ClientView> Client(this SiloFixture silo, ClientType type, string[]? grants = null, string[]? audiences = null)
        => await silo.Grains.Commands().Run(new CreateClient
        {
            Name = "App",
            Type = type,
            Grants = grants is null ? null : [.. grants],
            Audiences = audiences is null ? null : [.. audiences],
            Actor = Actor.System,
        }) is { Value: ClientView made }
            ? made
            : throw new InvalidOperationException("No client was made.");

    /// <summary>The fields of a log-in by a client.</summary>
    public static (string Name, string Value)[] LogIn(this ClientView client, Account account, params (string Name, string Value)[] more) =>
    [
        ("grant_type", "password"), ("username", account.Email), ("password", Account.Password), ("client_id", client.Id.Value),
        .. client.Secret is { } secret ? [("client_secret", secret)] : Array.Empty<(string, string)>(), .. more,
    ];

    /// <summary>Asks for a token with credentials in the header.</summary>
    public static async Task<TokenAnswer> PostBasic(this IdentityHost host, string id, string secret, params (string Name, string Value)[] form)
    {
        using var content = new FormUrlEncodedContent(form.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        return await host.Send(content, headers
            => headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes($"{id}:{secret}"))));
    }

    /// <summary>What the protected page answers to a token.</summary>
    public static async Task<(HttpStatusCode Status, string Text)> Page(this IdentityHost host, string token)
    {
        using var who = await host.Who($"Bearer {token}");
        return (who.StatusCode, await who.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}

namespace Tenantry.Api.Tests;

/// <summary>API keys as tests make them.</summary>
internal static class Keys
{
    /// <summary>Makes a key of the organization; answers its id and its text.</summary>
    public static async Task<(string Id, string Text)> MakeKey(this Tenant tenant, params string[] scopes)
    {
        var made = await tenant.Ask("POST", "/api-keys", Body(scopes));
        Assert.Equal(201, made.Status);
        return (made.At("id")!, made.At("key")!);
    }

    /// <summary>Makes a key of the platform; answers its id and its text.</summary>
    public static async Task<(string Id, string Text)> MakePlatformKey(this ApiHost host, params string[] scopes)
    {
        var made = await host.Http.Ask("POST", "/v1/admin/api-keys", Body(scopes), host.Operator);
        Assert.Equal(201, made.Status);
        return (made.At("id")!, made.At("key")!);
    }

    public static string Body(params string[] scopes)
        => $$"""{"name":"some-name","scopes":[{{string.Join(',', scopes.Select(scope => $"\"{scope}\""))}}]}""";
}

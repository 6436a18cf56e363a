namespace Tenantry.Api;

/// <summary>The keys by which servers call this API: an organization's own, and those of the platform.</summary>
internal static class ApiKeyEndpoints
{
    public static void MapApiKeys(this IEndpointRouteBuilder organization)
    {
        organization.MapGet("/api-keys", async (OrganizationId org, PageQuery page, IGrainFactory grains) =>
                (await grains.Lists().ApiKeys(org, page.After, page.Limit)).ToHttp())
            .RequirePermission(Permission.ApiKeysRead)
            .WithTags("API keys")
            .WithName("listApiKeys")
            .WithSummary("List the organization's API keys, the oldest first");

        organization.MapPost("/api-keys", async (OrganizationId org, Body<NewApiKeyBody> body, Caller caller, CommandSender commands) =>
                (await commands.Run(body.Value.ToCommand(org, caller.Actor))).ToHttp(made => $"/v1/organizations/{org}/api-keys/{made.Id}"))
            .RequirePermission(Permission.ApiKeysWrite)
            .WithTags("API keys")
            .WithName("createApiKey")
            .WithSummary("Make an API key; the key itself is shown once")
            .Refuses(ErrorCode.CapacityReached, ErrorCode.RoleAboveOwn);

        organization.MapGet("/api-keys/{apiKey}", async (OrganizationId org, ApiKeyId apiKey, IGrainFactory grains) =>
                (await grains.ApiKey(org, apiKey).Get()).ToHttp())
            .RequirePermission(Permission.ApiKeysRead)
            .WithTags("API keys")
            .WithName("getApiKey")
            .WithSummary("Read an API key, without the key itself")
            .Refuses(ErrorCode.ApiKeyNotFound);

        organization.MapPatch("/api-keys/{apiKey}", async (
                OrganizationId org, ApiKeyId apiKey, Body<ApiKeyChangesBody> body, Caller caller, IGrainFactory grains) =>
                (await grains.ApiKey(org, apiKey).Update(body.Value.ToChanges(), caller.Actor)).ToHttp())
            .RequirePermission(Permission.ApiKeysWrite)
            .WithTags("API keys")
            .WithName("updateApiKey")
            .WithSummary("Change an API key, from the next request on")
            .Refuses(ErrorCode.ApiKeyNotFound, ErrorCode.RoleAboveOwn);

        organization.MapPost("/api-keys/{apiKey}/rotate", async (
                OrganizationId org, ApiKeyId apiKey, Body<SecretRotationBody> body, Caller caller, CommandSender commands) =>
                (await commands.Run(body.Value.ToCommand(org, apiKey, caller.Actor))).ToHttp())
            .RequirePermission(Permission.ApiKeysWrite)
            .WithTags("API keys")
            .WithName("rotateApiKey")
            .WithSummary("Make a new text for an API key, shown once; the old one stays good for a while")
            .Refuses(ErrorCode.ApiKeyNotFound, ErrorCode.RoleAboveOwn);

        organization.MapDelete("/api-keys/{apiKey}", async (OrganizationId org, ApiKeyId apiKey, Caller caller, CommandSender commands) =>
                (await commands.Run(new RevokeApiKey { Organization = org, Key = apiKey, Actor = caller.Actor })).ToHttp())
            .RequirePermission(Permission.ApiKeysWrite)
            .WithTags("API keys")
            .WithName("revokeApiKey")
            .WithSummary("End an API key, with its tokens, from the next request on")
            .Refuses(ErrorCode.ApiKeyNotFound);
    }

    public static void MapPlatformKeys(this IEndpointRouteBuilder routes)
    {
        var keys = routes.MapGroup("/v1/admin/api-keys").RequireOperator().WithTags("API keys");

        keys.MapGet("/", async (PageQuery page, IGrainFactory grains) =>
                (await grains.Lists().ApiKeys(organization: null, page.After, page.Limit)).ToHttp())
            .WithName("adminListApiKeys")
            .WithSummary("List the platform's API keys, the oldest first");

        keys.MapPost("/", async (Body<NewApiKeyBody> body, Caller caller, CommandSender commands) =>
                (await commands.Run(body.Value.ToCommand(organization: null, caller.Actor))).ToHttp(made => $"/v1/admin/api-keys/{made.Id}"))
            .WithName("adminCreateApiKey")
            .WithSummary("Make an API key that acts in every organization; the key itself is shown once")
            .Refuses(ErrorCode.CapacityReached);

        keys.MapGet("/{apiKey}", async (ApiKeyId apiKey, IGrainFactory grains) =>
                (await grains.ApiKey(organization: null, apiKey).Get()).ToHttp())
            .WithName("adminGetApiKey")
            .WithSummary("Read an API key of the platform, without the key itself")
            .Refuses(ErrorCode.ApiKeyNotFound);

        keys.MapPatch("/{apiKey}", async (ApiKeyId apiKey, Body<ApiKeyChangesBody> body, Caller caller, IGrainFactory grains) =>
                (await grains.ApiKey(organization: null, apiKey).Update(body.Value.ToChanges(), caller.Actor)).ToHttp())
            .WithName("adminUpdateApiKey")
            .WithSummary("Change an API key of the platform, from the next request on")
            .Refuses(ErrorCode.ApiKeyNotFound);

        keys.MapPost("/{apiKey}/rotate", async (ApiKeyId apiKey, Body<SecretRotationBody> body, Caller caller, CommandSender commands) =>
                (await commands.Run(body.Value.ToCommand(organization: null, apiKey, caller.Actor))).ToHttp())
            .WithName("adminRotateApiKey")
            .WithSummary("Make a new text for an API key of the platform, shown once; the old one stays good for a while")
            .Refuses(ErrorCode.ApiKeyNotFound);

        keys.MapDelete("/{apiKey}", async (ApiKeyId apiKey, Caller caller, CommandSender commands) =>
                (await commands.Run(new RevokeApiKey { Key = apiKey, Actor = caller.Actor })).ToHttp())
            .WithName("adminRevokeApiKey")
            .WithSummary("End an API key of the platform, with its tokens, from the next request on")
            .Refuses(ErrorCode.ApiKeyNotFound);
    }

    // When it was used last changes without a revision, so there is no entity tag.
    private static ComputedAnswer<ApiKeyView> ToHttp(this Result<ApiKeyView> result) => new(result.Error, result.Value);

    private static ComputedAnswer<ApiKeyView> ToHttp(this Sent<ApiKeyView> sent) => new(sent.Error, sent.Value) { Replayed = sent.Replayed };

    private static CreatedAnswer<ApiKeyView> ToHttp(this Sent<ApiKeyView> sent, Func<ApiKeyView, string> location)
        => new(sent.Error, sent.Value, sent.Value is null ? null : location(sent.Value)) { Replayed = sent.Replayed };
}

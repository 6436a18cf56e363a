using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Tenantry.Api;

/// <summary>The applications that may ask for tokens, to operators.</summary>
internal static class ClientEndpoints
{
    public static void MapClients(this IEndpointRouteBuilder routes)
    {
        var clients = routes.MapGroup("/v1/admin/clients").RequireOperator().WithTags("Clients");

        clients.MapGet("/", async (PageQuery page, IGrainFactory grains) =>
                page.Of(await grains.Clients().List(), client => client.Id.Value).ToHttp())
            .WithName("adminListClients")
            .WithSummary("List the app clients, the oldest first");

        clients.MapPost("/", async (Body<NewClientBody> body, Caller caller, CommandSender commands) =>
                (await commands.Run(body.Value.ToCommand(caller.Actor))).ToHttp(made => $"/v1/admin/clients/{made.Id}"))
            .WithName("adminCreateClient")
            .WithSummary("Register an app client; a confidential one's secret is shown once")
            .Refuses(ErrorCode.CapacityReached);

        clients.MapGet("/{client}", async (ClientId client, IGrainFactory grains) => (await grains.Clients().Get(client)).ToHttp())
            .WithName("adminGetClient")
            .WithSummary("Read an app client")
            .Refuses(ErrorCode.ClientNotFound);

        clients.MapPatch("/{client}", async (ClientId client, Body<ClientChangesBody> body, Caller caller, IGrainFactory grains) =>
                (await grains.Clients().Update(client, body.Value.ToChanges(), caller.Actor)).ToHttp())
            .WithName("adminUpdateClient")
            .WithSummary("Change an app client, from the next request on")
            .Refuses(ErrorCode.ClientNotFound);

        clients.MapPost("/{client}/rotate", async (ClientId client, Body<SecretRotationBody> body, Caller caller, CommandSender commands) =>
                (await commands.Run(new RotateClientSecret
                {
                    Client = client,
                    OverlapSeconds = body.Value.OverlapSeconds,
                    Actor = caller.Actor,
                })).ToHttp())
            .WithName("adminRotateClientSecret")
            .WithSummary("Give a confidential app client a new secret, shown once; the old one stays good for a while")
            .Refuses(ErrorCode.ClientNotFound);

        clients.MapDelete("/{client}", async (ClientId client, Caller caller, IGrainFactory grains) =>
                (await grains.Clients().Remove(client, caller.Actor)).ToHttp())
            .WithName("adminDeleteClient")
            .WithSummary("Remove an app client; it gets no token any more")
            .Refuses(ErrorCode.ClientNotFound);
    }

    private static ComputedAnswer<ClientView> ToHttp(this Result<ClientView> result) => new(result.Error, result.Value);

    private static ComputedAnswer<ClientView> ToHttp(this Sent<ClientView> sent) => new(sent.Error, sent.Value) { Replayed = sent.Replayed };

    private static CreatedAnswer<ClientView> ToHttp(this Sent<ClientView> sent, Func<ClientView, string> location)
        => new(sent.Error, sent.Value, sent.Value is null ? null : location(sent.Value)) { Replayed = sent.Replayed };
}

/// <summary>An app client to be registered.</summary>
internal sealed record NewClientBody
{
    public required string Name { get; init; }

    public required ClientType Type { get; init; }

    /// <summary>How it may get tokens: some of password, refresh_token and client_credentials; the first two when left out.</summary>
    [DisallowNull]
    public ImmutableArray<string>? Grants { get; init; }

    /// <summary>The web pages whose scripts may call this API, such as https://app.example.com; at most 10.</summary>
    public ImmutableArray<string> Origins { get; init; }

    /// <summary>Whom its tokens can be for, at most 5; tenantry, this API, when left out.</summary>
    [DisallowNull]
    public ImmutableArray<string>? Audiences { get; init; }

    public CreateClient ToCommand(Actor actor) => new()
    {
        Name = Name,
        Type = Type,
        Grants = Grants,
        Origins = Origins.OrEmpty(),
        Audiences = Audiences,
        Actor = actor,
    };
}

/// <summary>Changes to an app client; what is left out stays as it is.</summary>
internal sealed record ClientChangesBody
{
    [DisallowNull]
    public string? Name { get; init; }

    /// <summary>How it may get tokens: some of password, refresh_token and client_credentials.</summary>
    [DisallowNull]
    public ImmutableArray<string>? Grants { get; init; }

    /// <summary>The web pages whose scripts may call this API, such as https://app.example.com; at most 10.</summary>
    [DisallowNull]
    public ImmutableArray<string>? Origins { get; init; }

    /// <summary>Whom its tokens can be for, at most 5.</summary>
    [DisallowNull]
    public ImmutableArray<string>? Audiences { get; init; }

    public ClientChanges ToChanges() => new() { Name = Name, Grants = Grants, Origins = Origins, Audiences = Audiences };
}

using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;

namespace Tenantry.Grains;

[GrainType("clients")]
internal sealed class ClientsGrain(
    [PersistentState("record")] IPersistentState<Record<ClientsState>> storage, AggregateSurroundings surroundings)
    : AggregateGrain<ClientsState>(storage, surroundings), IClientsGrain
{
    private static readonly ImmutableArray<string> UsualGrants = [ClientGrants.Password, ClientGrants.RefreshToken];
    private static readonly ImmutableArray<string> UsualAudiences = [Audiences.Tenantry];

    public async Task<Result<ClientView>> Create(CreateClient client, ClientId id, Guid issuedBy)
    {
        if (State.Find(id) is { } repeated) return repeated.Secret.IssuedBy == issuedBy ? await Store(repeated, issuedBy, TimeSpan.Zero, []) : repeated.View(Now);

        var rules = new FieldRules();
        var made = new RegisteredClient
        {
            Id = id,
            Name = rules.Line("name", client.Name),
            Type = client.Type,
            Grants = ClientRules.Grants(rules, client.Grants ?? UsualGrants, client.Type),
            Origins = ClientRules.Origins(rules, client.Origins),
            Audiences = ClientRules.Audiences(rules, client.Audiences ?? UsualAudiences),
            CreatedAt = Now,
        };
        if (rules.AreBroken) return rules.ToError();
        if (State.Clients.Length >= ClientRules.MostClients) return Errors.CapacityReached("clients", ClientRules.MostClients);

        return await Store(
            made, issuedBy, TimeSpan.Zero,
            [Happened(EventTypes.ClientCreated, made, client.Actor, ("type", JsonNamingPolicy.CamelCase.ConvertName($"{made.Type}")))]);
    }

    public async Task<Result<ClientView>> Update(ClientId id, ClientChanges changes, Actor actor)
    {
        if (State.Find(id) is not { } client) return Errors.ClientNotFound(id);
        var rules = new FieldRules();
        var next = client with
        {
            Name = rules.OptionalLine("name", changes.Name) ?? client.Name,
            Grants = changes.Grants is { } grants ? ClientRules.Grants(rules, grants, client.Type) : client.Grants,
            Origins = changes.Origins is { } origins ? ClientRules.Origins(rules, origins) : client.Origins,
            Audiences = changes.Audiences is { } audiences ? ClientRules.Audiences(rules, audiences) : client.Audiences,
        };
        if (rules.AreBroken) return rules.ToError();

        var happened = Happened(EventTypes.ClientChanged, next, actor).Changing(
            ("name", client.Name, next.Name),
            ("grants", string.Join(' ', client.Grants), string.Join(' ', next.Grants)),
            ("origins", string.Join(' ', client.Origins), string.Join(' ', next.Origins)),
            ("audiences", string.Join(' ', client.Audiences), string.Join(' ', next.Audiences)));
        if (happened.Events[0].Before!.Count > 0)
            await Commit(State.With(next), happened);
        return next.View(Now);
    }

    public async Task<Result<ClientView>> Rotate(ClientId id, Guid issuedBy, TimeSpan overlap, Actor actor)
    {
        if (State.Find(id) is not { } client) return Errors.ClientNotFound(id);
        if (client.Type == ClientType.Public) return Errors.ValidationFailed("client", "is public and has no secret");

        var until = overlap > TimeSpan.Zero ? (Now + overlap).ToString("O", CultureInfo.InvariantCulture) : null;
        return await Store(
            client, issuedBy, overlap,
            client.Secret.IssuedBy == issuedBy ? [] : [Happened(EventTypes.ClientRotated, client, actor, ("previousValidUntil", until))]);
    }

    public async Task<Result<Done>> Remove(ClientId id, Actor actor)
    {
        if (State.Find(id) is not { } client) return Errors.ClientNotFound(id);
        await Commit(State.Without(id), Happened(EventTypes.ClientRemoved, client, actor));
        return new Done();
    }

    public Task<ImmutableArray<ClientView>> List() => Task.FromResult<ImmutableArray<ClientView>>([.. State.Clients.Select(client => client.View(Now))]);

    public Task<Result<ClientView>> Get(ClientId id)
        => Task.FromResult<Result<ClientView>>(State.Find(id) is { } client ? client.View(Now) : Errors.ClientNotFound(id));

    public ValueTask<ClientView?> Admit(ClientId id, string? secretHash)
        => new(State.Find(id) is { } client && client.IsShownBy(secretHash, Now) ? client.View(Now) : null);

    public ValueTask<bool> HasOrigin(string origin)
    {
        foreach (var client in State.Clients.AsSpan())
        {
            if (client.Origins.Contains(origin))
                return new(true);
        }

        return new(false);
    }

    private AppendEvents Happened(EventType type, RegisteredClient client, Actor actor, params ReadOnlySpan<(string Name, string? Value)> data)
        => new(LogId.Operators, TenantEvents.New(Ids, Now, type, actor, client.Id.Value, [("name", client.Name), .. data]));

    private async Task<ClientView> Store(RegisteredClient client, Guid issuedBy, TimeSpan overlap, Message[] messages)
    {
        string? text = null;
        if (client.Type == ClientType.Confidential)
        {
            var hash = ClientSecretText.Issue(client.Id, RandomNumberGenerator.GetBytes(32), out text).Hash;
            client = client with { Secret = client.Secret.Issue(hash, issuedBy, overlap, Now) };
        }

        await Commit(State.With(client), messages);
        return client.View(Now) with { Secret = text };
    }
}

using System.Collections.Immutable;

namespace Tenantry.Grains;

/// <summary>The registered app clients, the first registered first.</summary>
internal sealed record ClientsState
{
    public ImmutableArray<RegisteredClient> Clients { get; init; } = [];

    public RegisteredClient? Find(ClientId id)
    {
        foreach (var client in Clients.AsSpan())
        {
            if (client.Id == id)
                return client;
        }

        return null;
    }

    /// <summary>The clients with one in place of its former self, or after the others.</summary>
    public ClientsState With(RegisteredClient client)
        => new() { Clients = Find(client.Id) is { } before ? Clients.Replace(before, client) : Clients.Add(client) };

    public ClientsState Without(ClientId id) => new() { Clients = Clients.RemoveAll(client => client.Id == id) };
}

/// <summary>An app client as it is stored.</summary>
internal sealed record RegisteredClient
{
    public required ClientId Id { get; init; }

    public required string Name { get; init; }

    public required ClientType Type { get; init; }

    public required ImmutableArray<string> Grants { get; init; }

    public required ImmutableArray<string> Origins { get; init; }

    public required ImmutableArray<string> Audiences { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public RotatingSecret Secret { get; init; } = new();

    /// <summary>Whether it is who it says. A public client has no secret, so one that shows one is another.</summary>
    public bool IsShownBy(string? secretHash, DateTimeOffset now)
        => Type == ClientType.Public ? secretHash is null : secretHash is not null && Secret.Find(secretHash, now) is not null;

    public ClientView View(DateTimeOffset now) => new()
    {
        Id = Id,
        Name = Name,
        Type = Type,
        Grants = Grants,
        Origins = Origins,
        Audiences = Audiences,
        CreatedAt = CreatedAt,
        PreviousValidUntil = Secret.PreviousAt(now),
    };
}

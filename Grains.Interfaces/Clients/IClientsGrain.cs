using System.Collections.Immutable;
using Orleans.Concurrency;

namespace Tenantry.Grains.Interfaces;

/// <summary>The registered app clients, all of them: they are few, and asked about often.</summary>
[Alias("IClientsGrain")]
public interface IClientsGrain : IGrainWithStringKey
{
    /// <summary>
    /// Registers a client. A repetition makes another secret in place of the first, which nobody has seen. Errors:
    /// <see cref="ErrorCode.ValidationFailed"/>, <see cref="ErrorCode.CapacityReached"/>.
    /// </summary>
    [Alias("Create")]
    Task<Result<ClientView>> Create(CreateClient client, ClientId id, Guid issuedBy);

    /// <summary>Errors: <see cref="ErrorCode.ClientNotFound"/>, <see cref="ErrorCode.ValidationFailed"/>.</summary>
    [Alias("Update")]
    Task<Result<ClientView>> Update(ClientId id, ClientChanges changes, Actor actor);

    /// <summary>
    /// Makes a new secret; the present one stays good for a while. Errors: <see cref="ErrorCode.ClientNotFound"/>,
    /// <see cref="ErrorCode.ValidationFailed"/> for a public client.
    /// </summary>
    [Alias("Rotate")]
    Task<Result<ClientView>> Rotate(ClientId id, Guid issuedBy, TimeSpan overlap, Actor actor);

    /// <summary>Errors: <see cref="ErrorCode.ClientNotFound"/>.</summary>
    [Alias("Remove")]
    Task<Result<Done>> Remove(ClientId id, Actor actor);

    /// <summary>The clients, the first registered first.</summary>
    [Alias("List"), AlwaysInterleave]
    Task<ImmutableArray<ClientView>> List();

    /// <summary>Errors: <see cref="ErrorCode.ClientNotFound"/>.</summary>
    [Alias("Get"), AlwaysInterleave]
    Task<Result<ClientView>> Get(ClientId id);

    /// <summary>
    /// The client that asks for a token; null when there is none, when it is confidential and the secret is not its own, or when it
    /// is public and shows one.
    /// </summary>
    /// <param name="id">Who it says it is.</param>
    /// <param name="secretHash">The SHA-256 of its secret, in hexadecimal; null when it shows none.</param>
    [Alias("Admit"), AlwaysInterleave]
    ValueTask<ClientView?> Admit(ClientId id, string? secretHash);

    /// <summary>Whether scripts of that origin may call this API. Asked on every request of a script.</summary>
    [Alias("HasOrigin"), AlwaysInterleave]
    ValueTask<bool> HasOrigin(string origin);
}

/// <summary>Changes to an app client; null leaves a member as it is.</summary>
[GenerateSerializer, Immutable, Alias("ClientChanges")]
public sealed record ClientChanges
{
    [Id(0)]
    public string? Name { get; init; }

    [Id(1)]
    public ImmutableArray<string>? Grants { get; init; }

    [Id(2)]
    public ImmutableArray<string>? Origins { get; init; }

    [Id(3)]
    public ImmutableArray<string>? Audiences { get; init; }
}

using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Tenantry.Grains.Interfaces;

/// <summary>What kind of caller caused something.</summary>
[GenerateSerializer, Alias("ActorKind")]
public enum ActorKind
{
    /// <summary>Nobody signed in, for example a visitor who signs up.</summary>
    Public,
    User,
    Operator,
    /// <summary>Tenantry itself, for example an alarm.</summary>
    System,
    /// <summary>A server that holds an API key.</summary>
    ApiKey,
}

/// <summary>Who caused something.</summary>
/// <param name="Kind">What kind of caller.</param>
/// <param name="Id">The user's, operator's or API key's id; null for the other kinds.</param>
[GenerateSerializer, Immutable, Alias("Actor")]
public sealed record Actor([property: Id(0)] ActorKind Kind, [property: Id(1)] string? Id = null)
{
    public static Actor Public { get; } = new(ActorKind.Public);

    public static Actor System { get; } = new(ActorKind.System);

    public static Actor User(UserId id) => new(ActorKind.User, id.Value);

    public static Actor Operator(OperatorId id) => new(ActorKind.Operator, id.Value);

    /// <param name="id">The key.</param>
    /// <param name="scopes">What this very request may use of the key: nobody gives more than that.</param>
    public static Actor ApiKey(ApiKeyId id, ImmutableArray<string> scopes) => new(ActorKind.ApiKey, id.Value) { Scopes = scopes };

    /// <summary>What a server with an API key may do. Never stored: an event says who, not what they might have done.</summary>
    [Id(2), JsonIgnore]
    public ImmutableArray<string> Scopes { get; init; } = [];

    /// <summary>The operator who acts in the name of this user; null when the user acts in person.</summary>
    [Id(3)]
    public OperatorId? Impersonator { get; init; }

    /// <summary>Whether it acts as part of an organization, and is stopped with it; operators and Tenantry itself are not.</summary>
    public bool ActsInside() => Kind is ActorKind.User or ActorKind.ApiKey;

    public bool Equals(Actor? other) => other is not null && Kind == other.Kind && Id == other.Id && Impersonator == other.Impersonator;

    public override int GetHashCode() => HashCode.Combine(Kind, Id, Impersonator);
}

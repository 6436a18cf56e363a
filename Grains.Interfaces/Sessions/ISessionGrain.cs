using System.Collections.Immutable;
using Orleans.Concurrency;

namespace Tenantry.Grains.Interfaces;

/// <summary>
/// A family of refresh tokens that descend from one sign-in. Each token carries the number of its generation, and only the
/// newest may be exchanged. An older one in other hands means that one of the two holders is a thief, so the family ends.
/// </summary>
[Alias("ISessionGrain")]
public interface ISessionGrain : IGrainWithStringKey
{
    /// <summary>Begins the session with generation 1. Repeating it changes nothing.</summary>
    [Alias("Begin")]
    Task Begin(NewSession session);

    /// <summary>
    /// Exchanges a generation for the next. The last exchanged one is accepted again for 10 s, since an answer can be lost on
    /// the way, and is answered with the same next generation. An older one revokes the session.
    /// </summary>
    [Alias("Rotate")]
    Task<SessionRotation> Rotate(int generation, DateTimeOffset expiresAt);

    /// <summary>Whether there is such a session, ended or not.</summary>
    [Alias("Exists"), AlwaysInterleave]
    Task<bool> Exists();

    /// <summary>Ends the session. Repeating it changes nothing.</summary>
    [Alias("Revoke")]
    Task Revoke();

    /// <summary>Deletes the session with all that is known of it. Repeating it changes nothing.</summary>
    [Alias("Forget")]
    Task Forget();
}

/// <summary>Who signed in.</summary>
/// <param name="Kind"><see cref="ActorKind.User"/> or <see cref="ActorKind.Operator"/>.</param>
/// <param name="Id">The user's or operator's id.</param>
[GenerateSerializer, Immutable, Alias("SessionSubject")]
public sealed record SessionSubject([property: Id(0)] ActorKind Kind, [property: Id(1)] string Id);

/// <summary>A session to be begun.</summary>
[GenerateSerializer, Immutable, Alias("NewSession")]
public sealed record NewSession
{
    [Id(0)]
    public required SessionSubject Subject { get; init; }

    [Id(1)]
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>How the subject proved who they are, by the names of RFC 8176: <c>pwd</c>, <c>otp</c>.</summary>
    [Id(2)]
    public required ImmutableArray<string> Methods { get; init; }

    /// <summary>The app client that asked; null for one that is not registered.</summary>
    [Id(3)]
    public ClientId? Client { get; init; }

    /// <summary>Where the request came from; null when it is not known.</summary>
    [Id(4)]
    public string? Address { get; init; }

    /// <summary>What the client calls itself, cut to 200 characters; null when it does not.</summary>
    [Id(5)]
    public string? UserAgent { get; init; }
}

/// <summary>What became of an exchange.</summary>
[GenerateSerializer, Immutable, Alias("SessionRotation")]
public sealed record SessionRotation
{
    /// <summary>False when the session is unknown, expired, revoked, or was revoked by this very call.</summary>
    [Id(0)]
    public required bool Accepted { get; init; }

    /// <summary>The generation that the new token carries.</summary>
    [Id(1)]
    public int Generation { get; init; }

    /// <summary>Who signed in; null when not accepted.</summary>
    [Id(2)]
    public SessionSubject? Subject { get; init; }

    /// <summary>How they had proven who they are.</summary>
    [Id(3)]
    public ImmutableArray<string> Methods { get; init; } = [];

    /// <summary>The app client that had asked.</summary>
    [Id(4)]
    public ClientId? Client { get; init; }

    /// <summary>Whether the session is revoked, by this very call or before; the account has to hear of it.</summary>
    [Id(5)]
    public bool Revoked { get; init; }
}

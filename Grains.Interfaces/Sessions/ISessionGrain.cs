namespace Tenantry.Grains.Interfaces;

/// <summary>
/// A family of refresh tokens that descend from one sign-in. Each token carries the number of its generation, and only the
/// newest may be exchanged. An older one in other hands means that one of the two holders is a thief, so the family ends.
/// </summary>
[Alias("ISessionGrain")]
public interface ISessionGrain : IGrainWithStringKey
{
    /// <summary>Begins the session with generation 1.</summary>
    [Alias("Begin")]
    Task Begin(SessionSubject subject, DateTimeOffset expiresAt);

    /// <summary>
    /// Exchanges a generation for the next. The last exchanged one is accepted again for 10 s, since an answer can be lost on
    /// the way, and is answered with the same next generation. An older one revokes the session.
    /// </summary>
    [Alias("Rotate")]
    Task<SessionRotation> Rotate(int generation, DateTimeOffset expiresAt);

    /// <summary>Ends the session. Repeating it changes nothing.</summary>
    [Alias("Revoke")]
    Task Revoke();
}

/// <summary>Who signed in.</summary>
/// <param name="Kind"><see cref="ActorKind.User"/> or <see cref="ActorKind.Operator"/>.</param>
/// <param name="Id">The user's or operator's id.</param>
[GenerateSerializer, Immutable, Alias("SessionSubject")]
public sealed record SessionSubject([property: Id(0)] ActorKind Kind, [property: Id(1)] string Id);

/// <summary>What became of an exchange.</summary>
/// <param name="Accepted">False when the session is unknown, expired, revoked, or was revoked by this very call.</param>
/// <param name="Generation">The generation that the new token carries.</param>
/// <param name="Subject">Who signed in; null when not accepted.</param>
[GenerateSerializer, Immutable, Alias("SessionRotation")]
public sealed record SessionRotation(
    [property: Id(0)] bool Accepted, [property: Id(1)] int Generation = 0, [property: Id(2)] SessionSubject? Subject = null);

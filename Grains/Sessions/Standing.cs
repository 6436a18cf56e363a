using System.Collections.Immutable;

namespace Tenantry.Grains;

/// <summary>
/// Which tokens of an account are good, kept in the account's own record, so that one commit ends them: whoever checks a token
/// asks the account, on every request.
/// </summary>
internal sealed record Standing
{
    // How long an access token can outlive its session: its lifetime, the difference of clocks, and some.
    private static readonly TimeSpan LongestAccessToken = TimeSpan.FromMinutes(20);
    private const int MostEnded = 50;

    public bool Disabled { get; init; }

    /// <summary>What began before, or at this very moment, is over; null when nothing is.</summary>
    public DateTimeOffset? SessionsAfter { get; init; }

    /// <summary>The session that goes on though it began before; null for none.</summary>
    public SessionId? Spared { get; init; }

    /// <summary>The sessions that were ended lately, whose access tokens may not have expired. What is older has expired by itself.</summary>
    public ImmutableArray<EndedSession> Ended { get; init; } = [];

    /// <summary>Identities outside that were linked before, or at this very moment, are cut off; null when none is.</summary>
    public DateTimeOffset? LinksAfter { get; init; }

    /// <summary>Whether tokens of a session are good.</summary>
    /// <param name="session">The session; null for a token of an issuer outside.</param>
    /// <param name="began">When the session began, or when the token outside was issued.</param>
    /// <param name="linkedAt">When the identity outside was linked; null for a session of our own.</param>
    public bool Admits(SessionId? session, DateTimeOffset began, DateTimeOffset? linkedAt = null)
        => !Disabled
            && (!(began <= SessionsAfter) || (session is not null && session == Spared))
            && (session is not { } id || !HasEnded(id))
            && (linkedAt is not { } linked || Honours(linked));

    /// <summary>Whether a link with an identity outside still counts.</summary>
    public bool Honours(DateTimeOffset linkedAt) => !(linkedAt <= LinksAfter);

    /// <summary>Ends one session. When too many ended lately to remember each, all that began until now are ended.</summary>
    public Standing End(SessionId session, DateTimeOffset now)
    {
        if (HasEnded(session))
            return this;

        var ended = Ended.RemoveAll(one => one.Until <= now);
        return ended.Length < MostEnded
            ? this with { Ended = ended.Add(new EndedSession(session, now + LongestAccessToken)), Spared = Spared == session ? null : Spared }
            : EndAll(now);
    }

    /// <summary>Closes the account. Its sessions end for good: opened again, it does not honour what was begun before.</summary>
    public Standing Disable(DateTimeOffset now) => EndAll(now) with { Disabled = true };

    /// <summary>Opens the account again.</summary>
    public Standing Enable() => this with { Disabled = false };

    /// <summary>Ends all sessions.</summary>
    /// <param name="now">The time.</param>
    /// <param name="except">The session that goes on; null for none.</param>
    public Standing EndAll(DateTimeOffset now, SessionId? except = null)
        => except is { } session && !Admits(session, TypedId.CreatedAt(session))
            ? EndAll(now)
            : this with { SessionsAfter = now, Spared = except, Ended = [] };

    /// <summary>Ends all sessions and cuts off every identity outside: the account begins anew, with whoever it turned out to belong to.</summary>
    public Standing EndAllAndLinks(DateTimeOffset now) => EndAll(now) with { LinksAfter = now };

    /// <summary>Which sessions have ended.</summary>
    public EndedSessions View() => new(SessionsAfter, Spared, [.. Ended.Select(ended => ended.Session)]);

    private bool HasEnded(SessionId session)
    {
        foreach (var ended in Ended.AsSpan())
        {
            if (ended.Session == session)
                return true;
        }

        return false;
    }
}

/// <param name="Session">A session that was ended.</param>
/// <param name="Until">When the last of its access tokens has expired.</param>
internal sealed record EndedSession(SessionId Session, DateTimeOffset Until);

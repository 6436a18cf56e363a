using System.Collections.Immutable;

namespace Tenantry.Grains;

/// <summary>What is known of one user's account in the pool outside, and of the work to bring it in line.</summary>
internal sealed record PoolUserState
{
    /// <summary>How often something about the user changed.</summary>
    public long Asked { get; init; }

    /// <summary>The last of these changes that the pool has followed.</summary>
    public long Followed { get; init; }

    /// <summary>Whether the account itself has said something yet.</summary>
    public bool IsIntroduced { get; init; }

    /// <summary>The user's name in the pool; null while they are not known to be there.</summary>
    public string? Name { get; init; }

    /// <summary>Whether the user signed up in the pool, which then says what their email address is.</summary>
    public bool IsFromPool { get; init; }

    /// <summary>The password that the pool has not been told yet, encrypted; null for none.</summary>
    public string? Password { get; init; }

    /// <summary>What the pool was told last; null when it was told nothing yet.</summary>
    public PoolPicture? Told { get; init; }

    /// <summary>The organizations that want to hear when the pool has followed.</summary>
    public ImmutableArray<OrganizationId> Tell { get; init; } = [];

    public PoolUserStatus Status { get; init; }

    /// <summary>How many attempts were begun since the last change, or since an operator began anew.</summary>
    public int Attempts { get; init; }

    public string? LastError { get; init; }

    /// <summary>Whether operators are shown that something is wrong.</summary>
    public bool IsShown { get; init; }

    /// <summary>When the next attempt begins, should nothing be heard of the one under way; counts while there is something to do.</summary>
    public DateTimeOffset NextAttemptAt { get; init; }

    public bool IsBehind() => Followed < Asked;

    /// <summary>When the user has to be looked at again; null for never.</summary>
    public DateTimeOffset? DueAt() => IsBehind() && Status == PoolUserStatus.Waiting ? NextAttemptAt : null;

    /// <summary>There is one more change to follow.</summary>
    public PoolUserState Hear(PoolNews news) => this with
    {
        Asked = Asked + 1,
        IsIntroduced = IsIntroduced || news.IsFromAccount,
        Name = Name ?? news.Name,
        IsFromPool = IsFromPool || (Name is null && news.Name is not null),
        Password = news.Password ?? Password,
        Tell = news.Tell is { } organization && !Tell.Contains(organization) ? Tell.Add(organization) : Tell,
    };

    /// <summary>Another attempt begins; if nothing is heard of it, the next one follows at <paramref name="lostAt"/>.</summary>
    public PoolUserState Begin(DateTimeOffset lostAt)
        => this with { Status = PoolUserStatus.Waiting, Attempts = Attempts + 1, NextAttemptAt = lostAt };

    /// <summary>The attempt failed: another follows by the schedule, or, after the last, none.</summary>
    public PoolUserState Fail(string error, DateTimeOffset now)
        => RetrySchedule.Pool.After(Attempts) is { } wait
            ? this with { LastError = error, NextAttemptAt = now + wait, IsShown = true }
            : Park(error);

    public PoolUserState Park(string error) => this with { Status = PoolUserStatus.Parked, LastError = error, IsShown = true };

    /// <summary>An attempt got this far; one that got further than the last begins the schedule anew.</summary>
    public PoolUserState Advance(PoolAttempt attempt, string? passwordBefore)
    {
        var next = this with
        {
            Name = attempt.IsForgotten ? null : attempt.Name ?? Name,
            Told = attempt.Told,
            // Another one may have come meanwhile.
            Password = Password == passwordBefore ? attempt.Password : Password,
        };
        return next == this ? this : next with { Attempts = Math.Min(Attempts, 1) };
    }

    /// <summary>The pool has followed the changes up to the one of this number.</summary>
    public PoolUserState Follow(long asked) => this with { Followed = asked, Attempts = 0, LastError = null, IsShown = false };

    /// <summary>The user as operators see them, while the pool has not followed.</summary>
    public PoolUserView View(UserId id) => new()
    {
        Id = id,
        Status = Status,
        Attempts = Attempts,
        LastError = LastError,
        NextAttemptAt = Status == PoolUserStatus.Waiting ? NextAttemptAt : null,
    };

    public override string ToString() => nameof(PoolUserState);
}

/// <summary>What a pool was told about a user, so that only what has changed is told again.</summary>
internal sealed record PoolPicture
{
    /// <summary>The attributes; null when they were not told yet.</summary>
    public PoolUser? User { get; init; }

    public bool Enabled { get; init; } = true;

    public ImmutableArray<OrganizationId> Groups { get; init; } = [];
}

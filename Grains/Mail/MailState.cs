namespace Tenantry.Grains;

/// <summary>
/// One mail. Without an order there is none, or it is done with; then all that is kept, for a while, is that it was, so that an
/// order which is repeated does not send it again.
/// </summary>
internal sealed record MailState
{
    public MailOrder? Order { get; init; }

    public DateTimeOffset OrderedAt { get; init; }

    public MailStatus Status { get; init; }

    /// <summary>How many attempts were begun since the order, or since an operator began anew.</summary>
    public int Attempts { get; init; }

    public string? LastError { get; init; }

    /// <summary>When the next attempt begins, should nothing be heard of the one under way; counts while the mail waits.</summary>
    public DateTimeOffset NextAttemptAt { get; init; }

    /// <summary>When a mail that is done with is forgotten; null while it is not.</summary>
    public DateTimeOffset? ForgetAt { get; init; }

    public bool IsKnown() => Order is not null || ForgetAt is not null;

    /// <summary>When the mail has to be looked at again; null for never.</summary>
    public DateTimeOffset? DueAt() => ForgetAt ?? (Order is not null && Status == MailStatus.Waiting ? NextAttemptAt : null);

    public bool IsExpired(DateTimeOffset now) => Order?.NotAfter <= now;

    /// <summary>Another attempt begins; if nothing is heard of it, the next one follows at <paramref name="lostAt"/>.</summary>
    public MailState Begin(DateTimeOffset lostAt)
        => this with { Status = MailStatus.Waiting, Attempts = Attempts + 1, NextAttemptAt = lostAt };

    /// <summary>The attempt failed: another follows by the schedule, or, after the last, none.</summary>
    public MailState Fail(string error, DateTimeOffset now)
        => RetrySchedule.Mail.After(Attempts) is { } wait
            ? this with { LastError = error, NextAttemptAt = now + wait }
            : Park(error);

    public MailState Park(string error) => this with { Status = MailStatus.Parked, LastError = error };

    /// <summary>The mail as operators see it, while it is unsent.</summary>
    public MailView View(MailId id, MailOrder order) => new()
    {
        Id = id,
        Kind = order.Kind,
        Status = Status,
        To = order.To,
        Attempts = Attempts,
        LastError = LastError,
        NextAttemptAt = Status == MailStatus.Waiting ? NextAttemptAt : null,
        CreatedAt = OrderedAt,
    };
}

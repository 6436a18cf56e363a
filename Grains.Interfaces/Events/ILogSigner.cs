namespace Tenantry.Grains.Interfaces;

/// <summary>
/// Signs what a log has come to, with a key that is kept for good, so that a copy taken today proves years later that nothing before
/// it was changed.
/// </summary>
public interface ILogSigner
{
    /// <summary>A compact JWS (RFC 7515, ES256) over the statement as docs/events.md writes it.</summary>
    Task<string> Sign(LogStatement statement);
}

/// <summary>That a log had come to an event at a time.</summary>
[GenerateSerializer, Immutable, Alias("LogStatement")]
public sealed record LogStatement
{
    [Id(0)]
    public required LogId Log { get; init; }

    [Id(1)]
    public required long Sequence { get; init; }

    /// <summary>The event's id.</summary>
    [Id(2)]
    public required EventId Id { get; init; }

    /// <summary>The event's hash, in hexadecimal.</summary>
    [Id(3)]
    public required string Hash { get; init; }

    /// <summary>When it was signed.</summary>
    [Id(4)]
    public required DateTimeOffset Time { get; init; }
}

/// <summary>A statement with its signature.</summary>
[GenerateSerializer, Immutable, Alias("SignedStatement")]
public sealed record SignedStatement([property: Id(0)] LogStatement Statement, [property: Id(1)] string Signature);

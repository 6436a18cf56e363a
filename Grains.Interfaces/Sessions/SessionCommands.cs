namespace Tenantry.Grains.Interfaces;

/// <summary>Ends one of a user's sessions.</summary>
[GenerateSerializer, Immutable, Alias("EndSession")]
public sealed record EndSession : Command<Done>
{
    [Id(0)]
    public required UserId User { get; init; }

    [Id(1)]
    public required SessionId Session { get; init; }
}

/// <summary>Ends all of a user's sessions, or all but one.</summary>
[GenerateSerializer, Immutable, Alias("EndSessions")]
public sealed record EndSessions : Command<Done>
{
    [Id(0)]
    public required UserId User { get; init; }

    /// <summary>The session that goes on; null for none.</summary>
    [Id(1)]
    public SessionId? Except { get; init; }
}

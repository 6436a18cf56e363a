namespace Tenantry.Grains.Interfaces;

/// <summary>Something that a counter counts.</summary>
[GenerateSerializer, Immutable, Alias("UsageEvent")]
public sealed record UsageEvent
{
    /// <summary>1 to 64 visible ASCII characters; counted once in 35 days.</summary>
    [Id(0)]
    public required string Id { get; init; }

    /// <summary>How much, from 1.</summary>
    [Id(1)]
    public required long N { get; init; }

    /// <summary>When it happened; null for now.</summary>
    [Id(2)]
    public DateTimeOffset? At { get; init; }
}

/// <summary>What became of a batch of events.</summary>
[GenerateSerializer, Immutable, Alias("CountedView")]
public sealed record CountedView
{
    [Id(0)]
    public required string Meter { get; init; }

    /// <summary>How many events were counted now.</summary>
    [Id(1)]
    public required int Counted { get; init; }

    /// <summary>How many had been counted before, or were in the batch already.</summary>
    [Id(2)]
    public required int Repeated { get; init; }

    /// <summary>How much is used; of a monthly meter, in the current month.</summary>
    [Id(3)]
    public required long Used { get; init; }

    /// <summary>Whether that is more than the plan allows, where its limit only warns.</summary>
    [Id(4)]
    public bool OverLimit { get; init; }
}

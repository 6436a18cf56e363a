namespace Tenantry.Grains;

/// <summary>Who has a name. Without an attempt it is free.</summary>
internal sealed record ClaimState
{
    /// <summary>The id of the organization or user for whose sake the name was claimed; null when the name is free.</summary>
    public string? Attempt { get; init; }

    /// <summary>The id of the user or organization that the name belongs to.</summary>
    public string Owner { get; init; } = "";

    /// <summary>Whether the claim is final.</summary>
    public bool Confirmed { get; init; }

    public DateTimeOffset ClaimedAt { get; init; }

    /// <summary>The wish for whose sake it is held; 0 for a sign-up.</summary>
    public long Wish { get; init; }
}

namespace Tenantry.Grains;

/// <summary>An entry and the revision of the organization that it shows.</summary>
internal sealed record DirectoryRecord
{
    /// <summary>The version of this layout.</summary>
    public int Format { get; init; } = 1;

    public required DirectoryEntry Entry { get; init; }

    public required long Revision { get; init; }
}

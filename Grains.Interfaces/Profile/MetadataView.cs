using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Tenantry.Grains.Interfaces;

/// <summary>What others keep about an organization: up to 50 texts that mean nothing to Tenantry.</summary>
[GenerateSerializer, Immutable, Alias("MetadataView")]
public sealed record MetadataView
{
    /// <summary>Keys of 1 to 40 letters, digits, hyphens, underscores and full stops; values of up to 500 characters.</summary>
    [Id(0)]
    public required ImmutableSortedDictionary<string, string> Metadata { get; init; }

    /// <summary>Counts the changes, from 1; the ETag is made of it.</summary>
    [Id(1), JsonIgnore]
    public long Revision { get; init; }
}

using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Tenantry.Grains.Interfaces;

/// <summary>The company behind an organization. What is not known is left out.</summary>
[GenerateSerializer, Immutable, Alias("CompanyView")]
public sealed record CompanyView
{
    /// <summary>The name in the register, up to 200 characters.</summary>
    [Id(0), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? LegalName { get; init; }

    /// <summary>An absolute http or https address, up to 500 characters.</summary>
    [Id(1), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Website { get; init; }

    /// <summary>How many people work there, 1 to 10,000,000.</summary>
    [Id(2), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Size { get; init; }

    /// <summary>The postal address; always as a whole.</summary>
    [Id(3), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public PostalAddress? Address { get; init; }

    /// <summary>Counts the changes, from 1; the ETag is made of it.</summary>
    [Id(4), JsonIgnore]
    public long Revision { get; init; }
}

/// <summary>Where a company gets its mail.</summary>
[GenerateSerializer, Immutable, Alias("PostalAddress")]
public sealed record PostalAddress
{
    /// <summary>Street, house, floor and the like: up to 4 lines of up to 100 characters.</summary>
    [Id(0)]
    public ImmutableArray<string> Lines { get; init; } = [];

    /// <summary>Up to 100 characters.</summary>
    [Id(1), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? City { get; init; }

    /// <summary>The state, province or region, up to 100 characters.</summary>
    [Id(2), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? State { get; init; }

    /// <summary>Up to 20 characters.</summary>
    [Id(3), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? PostalCode { get; init; }

    /// <summary>The country's two letters (ISO 3166-1 alpha-2), for example <c>DE</c>.</summary>
    [Id(4)]
    public required string Country { get; init; }

    public bool Equals(PostalAddress? other)
        => other is not null && Lines.AsSpan().SequenceEqual(other.Lines.AsSpan()) && City == other.City && State == other.State
            && PostalCode == other.PostalCode && Country == other.Country;

    public override int GetHashCode() => HashCode.Combine(Lines.Length, City, State, PostalCode, Country);

    public override string ToString() => string.Join(", ", [.. Lines, .. new[] { PostalCode, City, State, Country }.OfType<string>()]);
}

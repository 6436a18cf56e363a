using System.Text.Json.Serialization;

namespace Tenantry.Grains.Interfaces;

/// <summary>Who may join an organization because of the domain of their verified email address.</summary>
[GenerateSerializer, Alias("Enrolment")]
[JsonConverter(typeof(CamelCaseEnumConverter<Enrolment>))]
public enum Enrolment
{
    /// <summary>Nobody.</summary>
    None,

    /// <summary>Those who want to; the organization is suggested to them.</summary>
    Suggested,

    /// <summary>Everybody, as soon as their address is verified.</summary>
    Automatic,
}

[GenerateSerializer, Alias("DomainStatus")]
[JsonConverter(typeof(CamelCaseEnumConverter<DomainStatus>))]
public enum DomainStatus
{
    /// <summary>Nobody has proven yet that the domain is the organization's.</summary>
    Pending,

    Verified,
}

/// <summary>An email domain of an organization.</summary>
[GenerateSerializer, Immutable, Alias("DomainView")]
public sealed record DomainView
{
    /// <summary>The domain, in lower case and with A-labels.</summary>
    [Id(0)]
    public required string Domain { get; init; }

    [Id(1)]
    public required DomainStatus Status { get; init; }

    /// <summary>Who may join because of their email address; counts once the domain is verified.</summary>
    [Id(2)]
    public required Enrolment Enrolment { get; init; }

    /// <summary>The DNS record that proves the domain.</summary>
    [Id(3)]
    public required DomainProof Proof { get; init; }

    [Id(4)]
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the domain was proven; null while it is not.</summary>
    [Id(5)]
    public required DateTimeOffset? VerifiedAt { get; init; }

    /// <summary>Counts the changes of this view, from 1; the ETag is made of it.</summary>
    [Id(6), JsonIgnore]
    public long Revision { get; init; }
}

/// <summary>A DNS record to be made. It is no secret: only who controls the domain can publish it there.</summary>
/// <param name="Type">The record's type, <c>TXT</c>.</param>
/// <param name="Name">The record's name.</param>
/// <param name="Value">The record's text.</param>
[GenerateSerializer, Immutable, Alias("DomainProof")]
public sealed record DomainProof([property: Id(0)] string Type, [property: Id(1)] string Name, [property: Id(2)] string Value);

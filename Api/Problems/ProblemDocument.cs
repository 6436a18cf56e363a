using System.Text.Json.Serialization;

namespace Tenantry.Api;

/// <summary>Why a request was refused (RFC 9457).</summary>
internal sealed record ProblemDocument
{
    /// <summary>A URI that identifies the kind of problem.</summary>
    public required string Type { get; init; }

    /// <summary>The kind of problem in a sentence.</summary>
    public required string Title { get; init; }

    /// <summary>The HTTP status.</summary>
    public required int Status { get; init; }

    /// <summary>What happened this time, for a person.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Detail { get; init; }

    /// <summary>The path of the request.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Instance { get; init; }

    /// <summary>The kind of problem for programs; stable.</summary>
    public required string Code { get; init; }

    /// <summary>The rules that were broken, by the path of the member or the name of the parameter.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public SortedDictionary<string, List<string>>? Errors { get; init; }

    /// <summary>What is counted, for <c>limit_reached</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Meter { get; init; }

    /// <summary>How many the plan allows, for <c>limit_reached</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? Limit { get; init; }

    /// <summary>How many are in use, for <c>limit_reached</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? Used { get; init; }

    /// <summary>How many more were asked for, for <c>limit_reached</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? Requested { get; init; }

    /// <summary>The feature that the plan lacks, for <c>feature_not_in_plan</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Feature { get; init; }

    /// <summary>The smallest plan with room or with the feature; absent when there is none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? UpgradeTo { get; init; }

    /// <summary>The organizations that need another admin first, for <c>hand_over_first</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public List<HeldOrganization>? Organizations { get; init; }

    /// <summary>The number of the first event that is left, for <c>events_expired</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? FirstAvailable { get; init; }

    /// <summary>The rate limits that were exceeded, for <c>rate_limited</c>.</summary>
    [JsonPropertyName("violated-policies"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public List<string>? ViolatedPolicies { get; init; }

    /// <summary>Finds the request in the logs and traces.</summary>
    public required string TraceId { get; init; }
}

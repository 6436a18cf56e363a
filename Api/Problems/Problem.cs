using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;

namespace Tenantry.Api;

/// <summary>A refusal on its way to the caller.</summary>
internal sealed record Problem(ProblemKind Kind) : IResult
{
    /// <summary>What happened this time, for a person.</summary>
    public string? Detail { get; init; }

    /// <summary>The members or parameters at fault.</summary>
    public ImmutableArray<FieldError> Fields { get; init; } = [];

    public LimitReached? Limit { get; init; }

    public FeatureMissing? Feature { get; init; }

    /// <summary>The organizations that have to be handed over.</summary>
    public ImmutableArray<HeldOrganization> Organizations { get; init; } = [];

    /// <summary>The number of the first event that is left.</summary>
    public long? FirstAvailable { get; init; }

    /// <summary>When trying again can help.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The rate limits that were exceeded.</summary>
    public List<string>? ViolatedPolicies { get; init; }

    public static Problem Of(Error error) => new(ProblemKind.Of(error.Code))
    {
        Detail = error.Detail,
        Fields = error.Fields,
        Limit = error.Limit,
        Feature = error.Feature,
        Organizations = error.Organizations,
        FirstAvailable = error.FirstAvailable,
        RetryAfter = error.RetryAfter,
    };

    /// <summary>A refusal for one parameter: of the route, the query or a header.</summary>
    public static Problem Parameter(string name, string rule) => new(ProblemKind.InvalidParameter)
    {
        Detail = "The request breaks the rules named in errors.",
        Fields = [new FieldError(name, rule)],
    };

    public static Problem Malformed(string detail) => new(ProblemKind.MalformedJson) { Detail = detail };

    public Task ExecuteAsync(HttpContext httpContext)
    {
        if (RetryAfter is { } wait)
            httpContext.Response.Headers.RetryAfter =
                Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        if (Kind.Status == StatusCodes.Status402PaymentRequired)
            httpContext.RequestServices.GetRequiredService<LimitMeter>().Count(Limit?.Meter ?? Feature?.Feature ?? Kind.Code);
        return httpContext.WriteJson(Kind.Status, ToDocument(Path(httpContext), TraceId(httpContext)), ApiJson.Default.ProblemDocument, "application/problem+json");
    }

    /// <param name="path">The path of the request.</param>
    /// <param name="traceId">What finds the request in logs and traces.</param>
    public ProblemDocument ToDocument(string path, string traceId) => new()
    {
        Type = Kind.Type,
        Title = Kind.Title,
        Status = Kind.Status,
        Detail = Detail,
        Instance = path,
        Code = Kind.Code,
        Errors = Fields.IsDefaultOrEmpty ? null : ByField(),
        Meter = Limit?.Meter,
        Limit = Limit?.Limit,
        Used = Limit?.Used,
        Requested = Limit?.Requested,
        Feature = Feature?.Feature,
        UpgradeTo = Limit?.UpgradeTo ?? Feature?.UpgradeTo,
        Organizations = Organizations.IsDefaultOrEmpty ? null : [.. Organizations],
        FirstAvailable = FirstAvailable?.ToString(CultureInfo.InvariantCulture),
        ViolatedPolicies = ViolatedPolicies,
        TraceId = traceId,
    };

    private static string Path(HttpContext context) => context.Request.PathBase.Add(context.Request.Path).ToUriComponent();

    /// <summary>What finds the request in logs, traces and events.</summary>
    public static string TraceId(HttpContext context) => Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier;

    private SortedDictionary<string, List<string>> ByField()
    {
        var errors = new SortedDictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var (field, rule) in Fields)
        {
            if (!errors.TryGetValue(field, out var rules))
                errors[field] = rules = [];
            rules.Add(rule);
        }

        return errors;
    }
}

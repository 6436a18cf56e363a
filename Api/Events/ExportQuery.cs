using System.Globalization;
using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;

namespace Tenantry.Api;

/// <summary>How an export is to be written.</summary>
/// <param name="Format">The form.</param>
internal sealed record ExportQuery(ExportFormat Format) : IEndpointParameterMetadataProvider
{
    public static ValueTask<ExportQuery> BindAsync(HttpContext context)
        => context.Request.Query["format"] switch
        {
            [] or ["ndjson"] => new(new ExportQuery(ExportFormat.Ndjson)),
            ["csv"] => new(new ExportQuery(ExportFormat.Csv)),
            _ => throw new RefusedException(Problem.Parameter("format", "must be ndjson or csv")),
        };

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder)
        => builder.Metadata.Add(new QueryNote("format", "ndjson, the form that can be verified, unless csv is asked for."));
}

/// <summary>Where a broken download is resumed.</summary>
/// <param name="After">The number of the last event that the caller has; null to begin.</param>
internal sealed record ResumeQuery(long? After) : IEndpointParameterMetadataProvider
{
    public static ValueTask<ResumeQuery> BindAsync(HttpContext context)
        => !context.Request.Query.TryGetValue("after", out var values) ? new(new ResumeQuery((long?)null))
            : values is [{ } text] && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var after) ? new(new ResumeQuery(after))
            : throw new RefusedException(Problem.Parameter("after", "must be the sequence number of an event"));

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder)
        => builder.Metadata.Add(new QueryNote("after", "The sequence number of the last event at hand: what follows it is sent, without a first line."));
}

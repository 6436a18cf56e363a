using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;

namespace Tenantry.Api;

/// <summary>Which projects are asked for.</summary>
/// <param name="Status">Those of this status; null for all.</param>
internal sealed record ProjectFilter(ProjectStatus? Status) : IEndpointParameterMetadataProvider
{
    private static readonly ProjectFilter All = new((ProjectStatus?)null);

    public static ValueTask<ProjectFilter> BindAsync(HttpContext context)
        => !context.Request.Query.TryGetValue("status", out var status) ? new(All)
            : status.ToString() switch
            {
                "active" => new(new ProjectFilter(ProjectStatus.Active)),
                "archived" => new(new ProjectFilter(ProjectStatus.Archived)),
                _ => throw new RefusedException(Problem.Parameter("status", "must be active or archived")),
            };

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder)
        => builder.Metadata.Add(new QueryNote("status", "Only projects of this status: active or archived."));
}

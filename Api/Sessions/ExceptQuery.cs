using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;

namespace Tenantry.Api;

/// <summary>Which session goes on when all others end.</summary>
/// <param name="Current">Whether it is the one that asks.</param>
internal sealed record ExceptQuery(bool Current) : IEndpointParameterMetadataProvider
{
    private const string Name = "except";

    public static ValueTask<ExceptQuery> BindAsync(HttpContext context)
        => !context.Request.Query.TryGetValue(Name, out var values) ? new(new ExceptQuery(false))
            : values is ["current"] ? new(new ExceptQuery(true))
            : throw new RefusedException(Problem.Parameter(Name, "must be current"));

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder)
        => builder.Metadata.Add(new QueryNote(Name, "With current, the session that asks goes on."));
}

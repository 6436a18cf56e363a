using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;

namespace Tenantry.Api;

/// <summary>The environment that a diff compares with: the query's <c>to</c>.</summary>
internal sealed class PromotionTarget(EnvironmentId? environment) : IEndpointParameterMetadataProvider
{
    /// <summary>Its id. Asked by the handler, after it is known that the caller may ask at all.</summary>
    /// <exception cref="RefusedException">The query does not name one.</exception>
    public EnvironmentId Environment => environment
        ?? throw new RefusedException(Problem.Parameter("to", $"must be one id of the form {EnvironmentId.Prefix}…"));

    public static ValueTask<PromotionTarget> BindAsync(HttpContext context)
        => new(new PromotionTarget(
            context.Request.Query["to"] is [var text] && TypedId.TryParse<EnvironmentId>(text, out var id) ? id : null));

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder)
        => builder.Metadata.Add(new QueryNote("to", "The id of the environment to compare with.") { Required = true });
}

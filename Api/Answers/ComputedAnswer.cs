using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;

namespace Tenantry.Api;

/// <summary>What was worked out for one request, or the refusal. It is no resource, so it has no entity tag.</summary>
internal sealed class ComputedAnswer<T>(Error? error, T? value) : Answer<T>(error, value), IEndpointMetadataProvider
    where T : class
{
    static void IEndpointMetadataProvider.PopulateMetadata(MethodInfo method, EndpointBuilder builder)
        => builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(T), ["application/json"]));
}

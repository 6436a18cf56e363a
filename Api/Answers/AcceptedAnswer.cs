using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;

namespace Tenantry.Api;

/// <summary>Nothing but that it will be looked at (202), whatever comes of it, or the refusal.</summary>
internal sealed class AcceptedAnswer(Error? error) : EmptyAnswer(error, StatusCodes.Status202Accepted), IEndpointMetadataProvider
{
    static void IEndpointMetadataProvider.PopulateMetadata(MethodInfo method, EndpointBuilder builder)
        => builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status202Accepted, typeof(void)));
}

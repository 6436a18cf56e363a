using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;

namespace Tenantry.Api;

/// <summary>An organization that was looked up by a name, the way to it when the name is a former one, or the refusal.</summary>
/// <param name="error">The refusal.</param>
/// <param name="organization">The organization.</param>
/// <param name="movedTo">The address under its present name; null when the name is the present one.</param>
internal sealed class LookupAnswer(Error? error, OrganizationView? organization, string? movedTo)
    : Answer<OrganizationView>(error, organization), IEndpointMetadataProvider
{
    public override Task ExecuteAsync(HttpContext httpContext)
    {
        if (movedTo is null)
            return base.ExecuteAsync(httpContext);

        httpContext.Response.Headers.Location = movedTo;
        // For a while only, so nobody may remember it.
        httpContext.Response.Headers.CacheControl = "no-store";
        httpContext.Response.StatusCode = StatusCodes.Status308PermanentRedirect;
        return Task.CompletedTask;
    }

    static void IEndpointMetadataProvider.PopulateMetadata(MethodInfo method, EndpointBuilder builder)
    {
        Answer<OrganizationView>.PopulateMetadata(method, builder);
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status308PermanentRedirect));
    }
}

using System.Reflection;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http.Metadata;

namespace Tenantry.Api;

/// <summary>A single resource, or the refusal.</summary>
internal class Answer<T>(Error? error, T? value) : IResult, IEndpointMetadataProvider
    where T : class
{
    private static readonly JsonTypeInfo<T> TypeInfo = (JsonTypeInfo<T>)ApiJson.Default.GetTypeInfo(typeof(T))!;

    /// <summary>The strong entity tag; null when the resource has none.</summary>
    public string? Tag { get; init; }

    /// <summary>Whether this is the stored answer of an earlier request.</summary>
    public bool Replayed { get; init; }

    protected virtual int Status => StatusCodes.Status200OK;

    public virtual Task ExecuteAsync(HttpContext httpContext)
    {
        var headers = httpContext.Response.Headers;
        if (Replayed)
            headers["Idempotency-Replayed"] = "true";
        if (error is not null)
            return Problem.Of(error).ExecuteAsync(httpContext);

        if (Tag is not null)
        {
            headers.ETag = Tag;
            if (HttpMethods.IsGet(httpContext.Request.Method) && EntityTag.NoneMatches(httpContext.Request.Headers.IfNoneMatch, Tag))
            {
                httpContext.Response.StatusCode = StatusCodes.Status304NotModified;
                return Task.CompletedTask;
            }
        }

        return httpContext.WriteJson(Status, value!, TypeInfo);
    }

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder)
        => builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(T), ["application/json"]));
}

using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http.Metadata;

namespace Tenantry.Api;

/// <summary>Part of a list, or the refusal.</summary>
internal sealed class ListAnswer<T>(Error? error, Page<T>? page) : IResult, IEndpointMetadataProvider
{
    private static readonly JsonTypeInfo<ListDocument<T>> TypeInfo =
        (JsonTypeInfo<ListDocument<T>>)ApiJson.Default.GetTypeInfo(typeof(ListDocument<T>))!;

    public Task ExecuteAsync(HttpContext httpContext)
        => page is null
            ? Problem.Of(error!).ExecuteAsync(httpContext)
            : httpContext.WriteJson(StatusCodes.Status200OK, Document(page, httpContext.Request.Path), TypeInfo);

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder)
        => builder.Metadata.Add(
            new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(ListDocument<T>), ["application/json"]));

    private static ListDocument<T> Document(Page<T> page, string path)
        => new() { Data = page.Items, Page = new() { Next = page.Next is null ? null : Cursor.Of(path, page.Next) } };
}

/// <summary>Part of a list.</summary>
internal sealed record ListDocument<T>
{
    /// <summary>The items, in the list's order.</summary>
    public required ImmutableArray<T> Data { get; init; }

    public required PageDocument Page { get; init; }
}

/// <summary>Where a page stands in its list.</summary>
internal sealed record PageDocument
{
    /// <summary>What to send as <c>after</c> to get the next page; null on the last one.</summary>
    public required string? Next { get; init; }
}

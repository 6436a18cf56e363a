using System.Reflection;
using Microsoft.AspNetCore.Mvc.ApiExplorer;

namespace Tenantry.Api;

/// <summary>What the documentation needs to know of an endpoint: its metadata and its handler's signature.</summary>
internal sealed class RouteEndpointShape(ApiDescription description)
{
    private readonly MethodInfo? _handler = description.ActionDescriptor.EndpointMetadata.OfType<MethodInfo>().FirstOrDefault();

    public IList<object> Metadata { get; } = description.ActionDescriptor.EndpointMetadata;

    public bool IsGet { get; } = description.HttpMethod == "GET";

    /// <summary>Whether anything is read from the route, the query or the idempotency key.</summary>
    public bool HasParameters => description.ParameterDescriptions.Any(parameter => parameter.Source.Id == "Path") || Takes<PageQuery>() || Takes<ExplainQuery>() || Takes<CommandSender>() || Metadata.OfType<QueryNote>().Any();

    /// <summary>Whether the answer is one resource with an entity tag.</summary>
    public bool IsTagged
        => _handler?.ReturnType.GenericTypeArguments is [var answer]
           && (answer == typeof(LookupAnswer) || (answer.IsGenericType && answer.GetGenericTypeDefinition() == typeof(Answer<>)));

    public bool Takes<T>() => _handler?.GetParameters().Any(parameter => parameter.ParameterType == typeof(T)) ?? false;
}

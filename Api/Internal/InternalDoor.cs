using Microsoft.AspNetCore.Routing.Template;

namespace Tenantry.Api;

/// <summary>
/// Keeps what is internal from every port but its own: there, it is as if nothing were at its address. It goes by the port of the
/// connection; what a request says of its host counts for nothing.
/// </summary>
internal sealed class InternalDoor(RequestDelegate next, IInternalPort port, EndpointDataSource endpoints)
{
    private TemplateMatcher[]? _internal;

    public Task InvokeAsync(HttpContext context)
    {
        if (!port.Serves(context.Connection.LocalPort) && IsInternal(context))
            context.SetEndpoint(null);
        return next(context);
    }

    // A wrong method leads to an endpoint of the framework's own, which must not tell that another method would be right.
    private bool IsInternal(HttpContext context) => context.GetEndpoint() switch
    {
        null => false,
        RouteEndpoint endpoint => IsMarked(endpoint),
        _ => (_internal ??= Matchers()).Any(matcher => matcher.TryMatch(context.Request.Path, [])),
    };

    private TemplateMatcher[] Matchers()
        => [.. endpoints.Endpoints.OfType<RouteEndpoint>().Where(IsMarked).Select(endpoint => new TemplateMatcher(TemplateParser.Parse(endpoint.RoutePattern.RawText!), []))];

    private static bool IsMarked(Endpoint endpoint) => endpoint.Metadata.GetMetadata<InternalOnly>() is not null;
}

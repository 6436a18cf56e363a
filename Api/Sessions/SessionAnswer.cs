using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;

namespace Tenantry.Api;

/// <summary>The signed-in user: 201 when this request, or one at the same time, made the account.</summary>
internal sealed class SessionAnswer : Answer<MeView>, IEndpointMetadataProvider
{
    private readonly bool _isNew;

    public SessionAnswer(Result<MeView> me, bool isNew)
        : base(me.Error, me.Value)
        => (_isNew, Tag) = (isNew, me.Value?.Tag);

    public SessionAnswer(Error error)
        : base(error, null)
    {
    }

    protected override int Status => _isNew ? StatusCodes.Status201Created : StatusCodes.Status200OK;

    public override Task ExecuteAsync(HttpContext httpContext)
    {
        if (_isNew)
            httpContext.Response.Headers.Location = "/v1/me";
        return base.ExecuteAsync(httpContext);
    }

    static void IEndpointMetadataProvider.PopulateMetadata(MethodInfo method, EndpointBuilder builder)
    {
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(MeView), ["application/json"]));
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status201Created, typeof(MeView), ["application/json"]));
    }
}

using System.Text;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;
using Scalar.AspNetCore;

namespace Tenantry.Api;

/// <summary>The OpenAPI document and the reference pages made from it.</summary>
internal static class Reference
{
    private const string DocumentName = "v1";
    private const string DocumentPath = "/openapi/v1.json";

    // The pages come whole from this server; the policy makes sure that nothing is fetched from, or told to, any other.
    private const string PagePolicy =
        "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:";

    public static void AddReference(this IServiceCollection services)
    {
        services.AddOpenApi(DocumentName, options =>
        {
            options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
            options.CreateSchemaReferenceId = SchemaNotes.NameOf;
            options.AddSchemaTransformer<SchemaNotes>();
            options.AddOperationTransformer<OperationNotes>();
            options.AddDocumentTransformer((document, _, _) =>
            {
                Introduce(document);
                WebhookNotes.Describe(document);
                return Task.CompletedTask;
            });
        });
        services.AddSingleton<ReferenceDocument>();
    }

    public static void MapReference(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(DocumentPath, (RequestDelegate)(context =>
                context.RequestServices.GetRequiredService<ReferenceDocument>().Write(context)))
            .AllowAnonymous();

        routes.MapScalarApiReference("/docs", options =>
            {
                options.Title = "Tenantry API";
                options.OpenApiRoutePattern = DocumentPath;
                options.DisableDefaultFonts().DisableTelemetry().DisableAgent();
                options.HideClientButton = true;
            })
            .AllowAnonymous()
            .Add(endpoint =>
            {
                var next = endpoint.RequestDelegate!;
                endpoint.RequestDelegate = context =>
                {
                    context.Response.Headers.ContentSecurityPolicy = PagePolicy;
                    return next(context);
                };
            });
    }

    private static void Introduce(OpenApiDocument document)
    {
        document.Info = new()
        {
            Title = "Tenantry API",
            Version = DocumentName,
            Description =
                "The control plane of a multi-tenant product: who the tenants are, who belongs to them, what they have bought, "
                + "and what they may do. Get an access token from `POST /oauth/token` and send it as `Authorization: Bearer …`. "
                + "Every refusal is a problem document (RFC 9457) with a stable `code`.",
        };
        document.Servers = [new() { Url = "/" }];
        document.Components ??= new();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [OperationNotes.BearerScheme] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                BearerFormat = "JWT",
                Description = "An access token from POST /oauth/token, of a user, an operator or an API key, or an API key itself.",
            },
        };
    }

    /// <summary>The document, made once: it says the same to everybody, and making it takes long.</summary>
    private sealed class ReferenceDocument([FromKeyedServices(DocumentName)] IOpenApiDocumentProvider provider)
    {
        private byte[]? _json;

        public async Task Write(HttpContext context)
        {
            var json = _json ??= await Make(context.RequestAborted);
            context.Response.ContentType = "application/json; charset=utf-8";
            context.Response.ContentLength = json.Length;
            await context.Response.Body.WriteAsync(json, context.RequestAborted);
        }

        private async Task<byte[]> Make(CancellationToken cancellation)
        {
            var document = await provider.GetOpenApiDocumentAsync(cancellation);
            return Encoding.UTF8.GetBytes(await document.SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1, cancellation));
        }
    }
}

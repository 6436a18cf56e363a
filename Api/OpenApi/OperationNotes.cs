using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Tenantry.Api;

/// <summary>
/// Adds to each operation what the framework cannot see: the parameters that our own types bind, the headers of the answers,
/// the refusals with an example each, and who may call.
/// </summary>
internal sealed class OperationNotes : IOpenApiOperationTransformer
{
    public const string BearerScheme = "bearer";

    private const string ProblemSchema = "Problem";
    private const string ExampleTraceId = "0af7651916cd43dd8448eb211c80319c";

    public async Task TransformAsync(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        if (context.Description.RelativePath?.StartsWith("v1/", StringComparison.Ordinal) != true)
            return;

        var document = context.Document!;
        document.AddComponent(ProblemSchema, await context.GetOrCreateSchemaAsync(typeof(ProblemDocument), cancellationToken: cancellationToken));
        var endpoint = new RouteEndpointShape(context.Description);
        AddParameters(operation, endpoint);
        AddHeaders(operation, endpoint);
        AddRefusals(operation, endpoint, document);
        if (Refusals.Of(endpoint).Contains(ProblemKind.Unauthenticated))
            operation.Security = [new() { [new OpenApiSecuritySchemeReference(BearerScheme, document)] = [] }];
    }

    private static void AddParameters(OpenApiOperation operation, RouteEndpointShape endpoint)
    {
        operation.Parameters ??= [];
        foreach (var parameter in operation.Parameters.OfType<OpenApiParameter>())
            parameter.Description ??= parameter.Name switch
            {
                "org" => "The organization's id.",
                "user" => "The user's id.",
                "project" => "The project's id.",
                "slug" => "The organization's slug, or a former one.",
                "externalId" => "The product's own id of the organization.",
                "domain" => "The domain, for example example.com.",
                "environment" => "The environment's id.",
                "plan" => "The plan's key.",
                "flag" => "The flag's key.",
                "mail" => "The mail's id.",
                "team" => "The team's id.",
                "key" => "The role's key.",
                "reservation" => "The reservation's id.",
                "meter" => "The meter's key: users, projects, environments, or one that the product defines.",
                "step" => "The step's key.",
                "apiKey" => "The API key's id.",
                "client" => "The client's id.",
                "webhook" => "The webhook endpoint's id.",
                "event" => "The event's id.",
                "session" => "The session's id.",
                "operator" => "The operator's id.",
                "invitation" => "The invitation's id.",
                "evt" => "The event's id.",
                "export" => "The export's id.",
                _ => null,
            };

        foreach (var note in endpoint.Metadata.OfType<QueryNote>())
            operation.Parameters.Add(note.Required ? Required(note.Name, note.Description) : Text(note.Name, ParameterLocation.Query, note.Description));
        if (endpoint.Takes<PageQuery>())
        {
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = "limit",
                In = ParameterLocation.Query,
                Description = "How many items at most.",
                Schema = new OpenApiSchema
                {
                    Type = JsonSchemaType.Integer,
                    Minimum = "1",
                    Maximum = $"{PageQuery.LargestLimit}",
                    Default = PageQuery.DefaultLimit,
                },
            });
            operation.Parameters.Add(Text("after", ParameterLocation.Query, "The page.next of the page before; opaque."));
        }

        if (endpoint.Takes<ExplainQuery>())
        {
            operation.Parameters.Add(Required("user", "The user whom the question is about."));
            operation.Parameters.Add(Required("permission", "The name of a permission, Tenantry's or the product's."));
            operation.Parameters.Add(Text("project", ParameterLocation.Query, "The project it is about; left out for the organization itself."));
        }

        if (endpoint.Takes<CommandSender>())
            operation.Parameters.Add(Text(
                IdempotencyKey.Header,
                ParameterLocation.Header,
                "1 to 255 visible ASCII characters. The first answer is kept for 24 hours and given again to a request with the same key and body."));
        if (endpoint.Takes<IfMatch>())
            operation.Parameters.Add(Text("If-Match", ParameterLocation.Header, "The ETag that the change insists on having seen."));
        if (endpoint.IsGet && endpoint.IsTagged)
            operation.Parameters.Add(Text("If-None-Match", ParameterLocation.Header, "The ETag at hand; 304 if it still holds."));
    }

    private static void AddHeaders(OpenApiOperation operation, RouteEndpointShape endpoint)
    {
        operation.Responses ??= [];
        foreach (var response in operation.Responses.Values.OfType<OpenApiResponse>())
        {
            response.Headers ??= new Dictionary<string, IOpenApiHeader>();
            if (endpoint.IsTagged)
                response.Headers["ETag"] = Header("The strong entity tag of this state of the resource.");
            if (operation.Responses.ContainsKey("201"))
                response.Headers["Location"] = Header("The address of what was made.");
            if (operation.Responses.ContainsKey("308"))
                response.Headers["Location"] = Header("With 308, the address under the present name.");
            if (endpoint.Takes<CommandSender>())
                response.Headers["Idempotency-Replayed"] = Header("true when this is the kept answer of an earlier request.");
        }

        if (endpoint.IsGet && endpoint.IsTagged)
            operation.Responses["304"] = new OpenApiResponse { Description = "The resource is still as If-None-Match says." };
    }

    private static void AddRefusals(OpenApiOperation operation, RouteEndpointShape endpoint, OpenApiDocument document)
    {
        foreach (var byStatus in Refusals.Of(endpoint).GroupBy(kind => kind.Status))
        {
            foreach (var kind in byStatus)
                document.AddComponent(kind.Code, new OpenApiExample { Summary = kind.Title, Value = Example(kind) });

            var response = new OpenApiResponse
            {
                Description = string.Join("; ", byStatus.Select(kind => $"`{kind.Code}`: {kind.Title}")),
                Content = new Dictionary<string, OpenApiMediaType>
                {
                    ["application/problem+json"] = new()
                    {
                        Schema = new OpenApiSchemaReference(ProblemSchema, document),
                        Examples = byStatus.ToDictionary(
                            kind => kind.Code, IOpenApiExample (kind) => new OpenApiExampleReference(kind.Code, document)),
                    },
                },
                Headers = new Dictionary<string, IOpenApiHeader>(),
            };
            if (byStatus.Key is 429 or 503)
                response.Headers["Retry-After"] = Header("After how many seconds to try again.");
            if (byStatus.Key is 429)
            {
                response.Headers["RateLimit"] = Header("What is left of the limit, and the seconds until it is whole again.");
                response.Headers["RateLimit-Policy"] = Header("The limit: how many in how many seconds.");
            }

            if (byStatus.Key is 401)
                response.Headers["WWW-Authenticate"] = Header("How to authenticate.");
            operation.Responses![byStatus.Key.ToString(CultureInfo.InvariantCulture)] = response;
        }
    }

    private static JsonNode? Example(ProblemKind kind)
        => JsonSerializer.SerializeToNode(ProblemExamples.Of(kind).ToDocument("/v1/…", ExampleTraceId), ApiJson.Default.ProblemDocument);

    private static OpenApiParameter Required(string name, string description)
    {
        var parameter = Text(name, ParameterLocation.Query, description);
        parameter.Required = true;
        return parameter;
    }

    private static OpenApiParameter Text(string name, ParameterLocation location, string description) => new()
    {
        Name = name,
        In = location,
        Description = description,
        Schema = new OpenApiSchema { Type = JsonSchemaType.String },
    };

    private static OpenApiHeader Header(string description)
        => new() { Description = description, Schema = new OpenApiSchema { Type = JsonSchemaType.String } };
}

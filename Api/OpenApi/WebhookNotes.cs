using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace Tenantry.Api;

/// <summary>Says what is sent to webhook endpoints, in the document's own section for that.</summary>
internal static class WebhookNotes
{
    private const string Example =
        """
        {
          "type": "member.role_changed", "timestamp": "2026-01-02T03:04:05.000Z",
          "source": "/organizations/org_01k9q0z3v8e2r9x4m7c5t1b6na", "organization": "org_01k9q0z3v8e2r9x4m7c5t1b6na",
          "sequence": 7, "previousId": "evt_01k9q0z3v8e2r9x4m7c5t1b6nb",
          "data": {
            "actor": {"kind": "user", "id": "usr_01k9q0z3v8e2r9x4m7c5t1b6nc"}, "subject": "usr_01k9q0z3v8e2r9x4m7c5t1b6nd",
            "data": {}, "before": {"role": "viewer"}, "after": {"role": "admin"}
          }
        }
        """;

    public static void Describe(OpenApiDocument document)
    {
        document.Webhooks ??= new Dictionary<string, IOpenApiPathItem>();
        document.Webhooks["event"] = new OpenApiPathItem
        {
            Operations = new()
            {
                [HttpMethod.Post] = new OpenApiOperation
                {
                    OperationId = "receiveEvent",
                    Summary = "An event, as it is posted to webhook endpoints",
                    Description = "Signed as Standard Webhooks has it. Anything but a status of 200 to 299 within 15 s is a failure; 410 disables the endpoint.",
                    Parameters =
                    [
                        Header("webhook-id", "The event's id, the same in every attempt."),
                        Header("webhook-timestamp", "When the attempt was made, in seconds since 1970."),
                        Header("webhook-signature", "v1,… for each secret that is good, separated by spaces."),
                    ],
                    RequestBody = new OpenApiRequestBody
                    {
                        Required = true,
                        Content = new Dictionary<string, OpenApiMediaType> { ["application/json"] = new() { Schema = Body(), Example = JsonNode.Parse(Example) } },
                    },
                    Responses = new OpenApiResponses { ["2XX"] = new OpenApiResponse { Description = "It was received." } },
                },
            },
        };
    }

    private static OpenApiSchema Body()
    {
        var values = new OpenApiSchema { Type = JsonSchemaType.Object, AdditionalProperties = new OpenApiSchema { Type = JsonSchemaType.String | JsonSchemaType.Null } };
        return Object(
            ["type", "timestamp", "source", "data"],
            ("type", Text("The event's type.")),
            ("timestamp", Text("When it happened.")),
            ("source", Text("Whose log it is in: /organizations/org_…, /users/usr_… or /operators.")),
            ("organization", Text("The organization; left out for events of other logs.")),
            ("sequence", new() { Type = JsonSchemaType.Integer, Description = "Counts the events of the log from 1, without gaps." }),
            ("previousId", new() { Type = JsonSchemaType.String | JsonSchemaType.Null, Description = "The id of the event before it in the log, whether the endpoint gets that or not." }),
            ("data", Object(
                [],
                ("actor", Object(["kind"], ("kind", Text("user, operator, apiKey, public or system.")), ("id", Text("Their id.")), ("impersonator", Text("The operator who acted in their name.")))),
                ("subject", Text("The id of what it happened to.")),
                ("requestId", Text("The request that caused it.")),
                ("data", values),
                ("before", values),
                ("after", values),
                ("redacted", new() { Type = JsonSchemaType.Boolean, Description = "true when its content was erased; then there is nothing else." }))));
    }

    private static OpenApiSchema Object(string[] required, params (string Name, OpenApiSchema Schema)[] members) => new()
    {
        Type = JsonSchemaType.Object,
        Required = new HashSet<string>(required),
        Properties = members.ToDictionary(member => member.Name, member => (IOpenApiSchema)member.Schema),
    };

    private static OpenApiSchema Text(string description) => new() { Type = JsonSchemaType.String, Description = description };

    private static OpenApiParameter Header(string name, string description)
        => new() { Name = name, In = ParameterLocation.Header, Required = true, Description = description, Schema = new OpenApiSchema { Type = JsonSchemaType.String } };
}

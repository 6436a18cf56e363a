using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Authorization;

namespace Tenantry.Api.Tests;

public sealed class ReferenceTests(ApiHost host)
{
    [Fact]
    public async Task The_document_lists_every_route_and_nothing_else()
    {
        var document = await Document();
        Assert.StartsWith("3.1", (string?)document["openapi"], StringComparison.Ordinal);
        Assert.Equal(
            Routes.Of(host).Select(route => route.ToString()).Order(StringComparer.Ordinal),
            Operations(document).Select(operation => operation.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_document_says_what_is_sent_to_webhook_endpoints()
    {
        var sent = (await Document())["webhooks"]!["event"]!["post"]!;
        Assert.Equal(["webhook-id", "webhook-timestamp", "webhook-signature"], sent["parameters"]!.AsArray().Select(header => (string?)header!["name"]));
        var body = sent["requestBody"]!["content"]!["application/json"]!;
        Assert.Empty(body["example"]!.AsObject().Select(member => member.Key).Except(body["schema"]!["properties"]!.AsObject().Select(member => member.Key)));
    }

    [Fact]
    public async Task Every_operation_has_a_name_a_summary_and_a_tag()
    {
        var operations = Operations(await Document()).ToArray();
        Assert.All(operations, operation =>
        {
            Assert.NotEmpty((string?)operation.Json["operationId"] ?? "");
            Assert.NotEmpty((string?)operation.Json["summary"] ?? "");
            Assert.Single(operation.Json["tags"]!.AsArray());
        });
        Assert.Equal(operations.Length, operations.Select(operation => (string?)operation.Json["operationId"]).Distinct().Count());
    }

    [Fact]
    public async Task Every_operation_lists_its_refusals_with_examples()
    {
        var document = await Document();
        foreach (var route in Routes.Of(host))
        {
            var operation = Operations(document).Single(operation => operation.Name == route.ToString()).Json;
            var responses = operation["responses"]!.AsObject();
            var isPublic = route.Endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null;
            var refusals = responses.Where(response => response.Key[0] is '4' or '5').ToArray();
            Assert.Contains("500", responses.Select(response => response.Key));
            Assert.Contains("503", responses.Select(response => response.Key));
            Assert.Equal(!isPublic, responses.ContainsKey("401"));
            // What is public can still be refused for the sake of what it is about.
            Assert.True(isPublic || responses.ContainsKey("403"));
            Assert.Equal(!isPublic, operation["security"] is not null);
            Assert.Equal(route.TakesBody, responses.ContainsKey("413"));
            Assert.Equal(route.Takes<CommandSender>(), responses.ContainsKey("422"));
            // A promotion names the revisions it has seen in its body, since there are two of them.
            Assert.Equal(route.Takes<IfMatch>() || route.Template.EndsWith("/promote", StringComparison.Ordinal), responses.ContainsKey("412"));
            Assert.Contains(responses, response => response.Key[0] == '2');
            Assert.All(refusals, refusal =>
            {
                var content = refusal.Value!["content"]!["application/problem+json"]!;
                Assert.Equal("#/components/schemas/Problem", (string?)content["schema"]!["$ref"]);
                Assert.NotEmpty(content["examples"]!.AsObject());
                Assert.All(content["examples"]!.AsObject(), example =>
                    Assert.Equal(refusal.Key, document["components"]!["examples"]![example.Key]!["value"]!["status"]!.ToString()));
            });
        }
    }

    [Fact]
    public async Task Requests_are_described_as_strictly_as_they_are_read()
    {
        var schemas = (await Document())["components"]!["schemas"]!;
        Assert.Equal("""["organization","user"]""", schemas["NewSignup"]!["required"]!.ToJsonString());
        Assert.Equal("""["email","password"]""", schemas["SignupUser"]!["required"]!.ToJsonString());
        Assert.False((bool?)schemas["SignupUser"]!["additionalProperties"]);
        Assert.Equal("string", (string?)schemas["MeChanges"]!["properties"]!["name"]!["type"]);
        Assert.Equal("^org_[0-7][0-9a-hjkmnp-tv-z]{25}$", (string?)schemas["Organization"]!["properties"]!["id"]!["pattern"]);
    }

    [Fact]
    public async Task The_pages_load_everything_from_this_server()
    {
        var page = await host.Http.Ask("GET", "/docs");

        Assert.Equal((200, "text/html"), (page.Status, page.MediaType));
        Assert.DoesNotContain("//", page.Text.Replace("<!doctype", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.StartsWith("default-src 'self';", page.Header("Content-Security-Policy"), StringComparison.Ordinal);
        foreach (var script in (string[])["scalar.js", "scalar.aspnetcore.js"])
        {
            Assert.Contains(script, page.Text, StringComparison.Ordinal);
            Assert.Equal((200, "text/javascript"), await Kind($"/docs/{script}"));
        }
    }

    private async Task<(int, string?)> Kind(string path)
    {
        var reply = await host.Http.Ask("GET", path);
        return (reply.Status, reply.MediaType);
    }

    private async Task<JsonNode> Document()
    {
        var reply = await host.Http.Ask("GET", "/openapi/v1.json");
        Assert.Equal((200, "application/json"), (reply.Status, reply.MediaType));
        return reply.Json;
    }

    private static IEnumerable<(string Name, JsonNode Json)> Operations(JsonNode document)
        => from path in document["paths"]!.AsObject()
           from operation in path.Value!.AsObject()
           select ($"{operation.Key.ToUpperInvariant()} {path.Key}", operation.Value!);
}

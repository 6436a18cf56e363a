namespace Tenantry.Api.Tests;

public sealed class ProfileTests(ApiHost host)
{
    [Fact]
    public async Task The_checklist_is_done_in_any_order()
    {
        var tenant = await Tenant.SignUp(host);
        var fresh = await tenant.Ask("GET", "/onboarding");
        Assert.Equal((200, "0", "installScript"), (fresh.Status, fresh.At("done"), (string?)fresh.Json["steps"]![0]!["key"]));

        var member = await tenant.Add(Role.Member);
        var done = await host.Http.Ask("POST", $"{tenant.Path}/onboarding/firstProject/complete", @as: member);
        Assert.Equal((200, "1"), (done.Status, done.At("done")));
        var step = done.Json["steps"]!.AsArray().Single(step => (string?)step!["key"] == "firstProject")!;
        Assert.True((bool?)step["done"]);
        Assert.StartsWith("usr_", (string?)step["doneBy"], StringComparison.Ordinal);
        Assert.NotNull(step["doneAt"]);

        var read = await tenant.Ask("GET", "/onboarding");
        Assert.NotEqual(fresh.Tag, read.Tag);
        Assert.Equal(304, (await tenant.Ask("GET", "/onboarding", null, ("If-None-Match", read.Tag!))).Status);
        Assert.Equal("1", (await tenant.Ask("POST", "/onboarding/firstProject/complete")).At("done"));
        Assert.Equal("0", (await tenant.Ask("POST", "/onboarding/firstProject/reopen")).At("done"));
        (await tenant.Ask("POST", "/onboarding/nothing/complete")).IsProblem(404, "step_not_found", $"{tenant.Path}/onboarding/nothing/complete");
    }

    [Fact]
    public async Task Company_details_are_put_changed_and_read()
    {
        var tenant = await Tenant.SignUp(host);
        Assert.Equal(("{}", "\"1\""), ((await tenant.Ask("GET", "/company")).Text, (await tenant.Ask("GET", "/company")).Tag));

        const string company = """{"legalName":"Acme GmbH","website":"https://acme.example","size":12,"address":{"lines":["Hauptstraße 1"],"city":"Berlin","postalCode":"10115","country":"DE"}}""";
        var put = await tenant.Ask("PUT", "/company", company, ("If-Match", "\"1\""));
        Assert.Equal((200, company, "\"2\""), (put.Status, put.Text, put.Tag));
        Assert.Equal("1", (await tenant.Ask("GET", "/onboarding")).At("done"));

        var patched = await tenant.Ask("PATCH", "/company", """{"size":13}""");
        Assert.Equal((200, "13", "Acme GmbH", "\"3\""), (patched.Status, patched.At("size"), patched.At("legalName"), patched.Tag));
        (await tenant.Ask("PUT", "/company", company, ("If-Match", "\"2\""))).IsProblem(412, "revision_mismatch", $"{tenant.Path}/company");
        Assert.Equal("""{"size":1}""", (await tenant.Ask("PUT", "/company", """{"size":1}""")).Text);
        (await tenant.Ask("PATCH", "/company", """{"website":"acme","size":0,"address":{"country":"Germany"}}""")).IsProblem(
            400, "validation_failed", $"{tenant.Path}/company",
            """{"address.country":["must be the two capital letters of a country (ISO 3166-1 alpha-2)"],"size":["must be a whole number from 1 to 10000000"],"website":["must be an absolute http or https address without a user name"]}""");
        (await tenant.Ask("PATCH", "/company", """{"size":null}""")).IsProblem(
            400, "validation_failed", $"{tenant.Path}/company", """{"size":["must not be null"]}""");
    }

    [Fact]
    public async Task Metadata_is_put_changed_and_read()
    {
        var tenant = await Tenant.SignUp(host);
        Assert.Equal("""{"metadata":{}}""", (await tenant.Ask("GET", "/metadata")).Text);

        var put = await tenant.Ask("PUT", "/metadata", """{"metadata":{"tier":"gold","crm.id":"42"}}""", ("If-Match", "\"1\""));
        Assert.Equal((200, """{"metadata":{"crm.id":"42","tier":"gold"}}""", "\"2\""), (put.Status, put.Text, put.Tag));
        var patched = await tenant.Ask("PATCH", "/metadata", """{"metadata":{"tier":null,"new":"x"}}""");
        Assert.Equal((200, """{"metadata":{"crm.id":"42","new":"x"}}""", "\"3\""), (patched.Status, patched.Text, patched.Tag));
        Assert.Equal(patched.Text, (await tenant.Ask("GET", "/metadata")).Text);
        (await tenant.Ask("PATCH", "/metadata", """{"metadata":{"a":"b"}}""", ("If-Match", "\"2\""))).IsProblem(412, "revision_mismatch", $"{tenant.Path}/metadata");
    }

    [Theory]
    [InlineData("PUT", """{"metadata":{"a":null}}""", """{"metadata.a":["must not be null"]}""")]
    [InlineData("PUT", """{"metadata":{"a":1,"b":true}}""", """{"metadata.a":["must be a string"],"metadata.b":["must be a string"]}""")]
    [InlineData("PATCH", """{"metadata":{"a":"1","a":"2"}}""", """{"metadata.a":["is given more than once"]}""")]
    [InlineData("PATCH", """{"metadata":{"a":{}}}""", """{"metadata.a":["must be a string"]}""")]
    [InlineData("PATCH", """{"metadata":null}""", """{"metadata":["must not be null"]}""")]
    [InlineData("PATCH", """{"metadata":["a"]}""", """{"metadata":["is not valid"]}""")]
    [InlineData("PATCH", "{}", """{"metadata":["is required"]}""")]
    [InlineData("PATCH", """{"metadata":{"a b":"1"}}""", """{"metadata.a b":["must be a key of 1 to 40 letters, digits, '-', '_' and '.'"]}""")]
    public async Task Metadata_is_checked(string method, string body, string errors)
    {
        var tenant = await Tenant.SignUp(host);
        (await tenant.Ask(method, "/metadata", body)).IsProblem(400, "validation_failed", $"{tenant.Path}/metadata", errors);
    }
}

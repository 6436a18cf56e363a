namespace Tenantry.Api.Tests;

public sealed class ClientTests(ApiHost host)
{
    [Fact]
    public async Task A_public_client_is_registered_read_changed_and_removed()
    {
        var made = await Make("""{"name":"Web app","type":"public","origins":["https://app.example.com"]}""");
        Assert.Equal(201, made.Status);
        var path = $"/v1/admin/clients/{made.At("id")}";
        Assert.Equal(path, made.Header("Location"));
        Assert.Null(made.At("secret"));
        Assert.Equal("""["password","refresh_token"]""", made.Json["grants"]!.ToJsonString());
        Assert.Equal("""["tenantry"]""", made.Json["audiences"]!.ToJsonString());

        var changed = await Ask("PATCH", path, """{"name":"Other","grants":["refresh_token","password"],"audiences":["https://api.example.com","tenantry"],"origins":[]}""");
        Assert.Equal((200, "Other"), (changed.Status, changed.At("name")));
        Assert.Equal(changed.Text, (await Ask("GET", path)).Text);
        Assert.Contains(made.At("id")!, (await Ask("GET", "/v1/admin/clients?limit=100")).Text, StringComparison.Ordinal);
        (await Ask("POST", $"{path}/rotate", "{}")).IsProblem(400, "validation_failed", $"{path}/rotate", """{"client":["is public and has no secret"]}""");

        Assert.Equal(204, (await Ask("DELETE", path)).Status);
        (await Ask("GET", path)).IsProblem(404, "client_not_found", path);
        (await Ask("PATCH", path, "{}")).IsProblem(404, "client_not_found", path);
        (await Ask("DELETE", path)).IsProblem(404, "client_not_found", path);
        (await Ask("POST", $"{path}/rotate", "{}")).IsProblem(404, "client_not_found", $"{path}/rotate");
    }

    [Fact]
    public async Task A_confidential_clients_secret_is_shown_once()
    {
        const string body = """{"name":"Server","type":"confidential","grants":["client_credentials"]}""";
        var key = Unique.Name();
        var made = await host.Http.Ask("POST", "/v1/admin/clients", body, host.Operator, ("Idempotency-Key", key));
        var again = await host.Http.Ask("POST", "/v1/admin/clients", body, host.Operator, ("Idempotency-Key", key));
        var path = $"/v1/admin/clients/{made.At("id")}";

        Assert.StartsWith("tnt_cli_", made.At("secret"), StringComparison.Ordinal);
        Assert.Equal((201, made.At("id"), null), (again.Status, again.At("id"), again.At("secret")));
        Assert.Null((await Ask("GET", path)).At("secret"));

        var rotated = await Ask("POST", $"{path}/rotate", """{"overlapSeconds":3600}""");
        Assert.NotEqual(made.At("secret"), rotated.At("secret"));
        Assert.NotNull(rotated.At("previousValidUntil"));
        Assert.DoesNotContain(host.Log.Lines, line => line.Contains(made.At("secret")!, StringComparison.Ordinal));
        Assert.Equal(204, (await Ask("DELETE", path)).Status);
    }

    [Theory]
    [InlineData("""{"name":"x","type":"secret"}""", """{"type":["is not valid"]}""")]
    [InlineData("""{"name":"x","type":"public","grants":["client_credentials"]}""", """{"grants":["must not have client_credentials, since a public client has no credentials"]}""")]
    [InlineData("""{"name":"x","type":"public","grants":["implicit"]}""", """{"grants":["must be some of password, refresh_token, client_credentials"]}""")]
    [InlineData("""{"name":"x","type":"public","origins":["*","https://a.example/","HTTPS://a.example","https://a.example:443","ftp://a.example","https://a.example","null"]}""",
        """{"origins.0":["must be an origin as browsers send it, such as https://app.example.com"],"origins.1":["must be an origin as browsers send it, such as https://app.example.com"],"origins.2":["must be an origin as browsers send it, such as https://app.example.com"],"origins.3":["must be an origin as browsers send it, such as https://app.example.com"],"origins.4":["must be an origin as browsers send it, such as https://app.example.com"],"origins.6":["must be an origin as browsers send it, such as https://app.example.com"]}""")]
    [InlineData("""{"name":"x","type":"public","audiences":["tenantry-operators","a b"]}""", """{"audiences.0":["is the operators'"],"audiences.1":["must be 1 to 120 visible ASCII characters without quotes and backslashes"]}""")]
    public async Task What_no_client_can_be_is_refused_by_the_members_name(string body, string errors)
        => (await Make(body)).IsProblem(400, "validation_failed", "/v1/admin/clients", errors);

    [Fact]
    public async Task A_token_for_somebody_elses_API_is_refused_by_ours()
    {
        var tenant = await Tenant.SignUp(host);
        var client = (await Make("""{"name":"Shop","type":"public","audiences":["tenantry","https://shop.example.com"]}""")).At("id")!;

        var own = await host.SignIn(tenant.Email, Tenant.Password, ("client_id", client));
        var foreign = await host.SignIn(tenant.Email, Tenant.Password, ("client_id", client), ("resource", "https://shop.example.com"));

        Assert.Equal(200, (await host.Http.Ask("GET", tenant.Path, @as: own)).Status);
        foreach (var route in Routes.Of(host).Where(route => route.Endpoint.Metadata.GetMetadata<Microsoft.AspNetCore.Authorization.IAllowAnonymous>() is null))
            (await host.Http.Ask(route.Method, route.PathIn(tenant), route.BodyIn(tenant), foreign)).IsProblem(401, "unauthenticated", route.PathIn(tenant));
        Assert.Equal(204, (await Ask("DELETE", $"/v1/admin/clients/{client}")).Status);
    }

    private Task<Reply> Make(string body) => Ask("POST", "/v1/admin/clients", body);

    private Task<Reply> Ask(string method, string path, string? body = null) => host.Http.Ask(method, path, body, host.Operator);
}

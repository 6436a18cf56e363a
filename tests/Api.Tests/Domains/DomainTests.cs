namespace Tenantry.Api.Tests;

public sealed class DomainTests(ApiHost host)
{
    [Fact]
    public async Task A_domain_is_added_verified_changed_and_removed()
    {
        var tenant = await Tenant.SignUp(host);
        var domain = $"{Unique.Name()}.example";

        var added = await tenant.Ask("POST", "/domains", $$"""{"domain":"{{domain.ToUpperInvariant()}}"}""");
        Assert.Equal((201, "\"1\"", $"{tenant.Path}/domains/{domain}"), (added.Status, added.Tag, added.Header("Location")));
        Assert.Equal(["domain", "status", "enrolment", "proof", "createdAt", "verifiedAt"], added.Json.AsObject().Select(member => member.Key));
        Assert.Equal((domain, "pending", "none"), (added.At("domain"), added.At("status"), added.At("enrolment")));
        Assert.Equal(("TXT", $"_tenantry.{domain}"), (added.At("proof.type"), added.At("proof.name")));
        Assert.Equal(added.Text, (await tenant.Ask("GET", $"/domains/{domain}")).Text);

        var path = $"{tenant.Path}/domains/{domain}/verify";
        (await tenant.Ask("POST", $"/domains/{domain}/verify")).IsProblem(
            409, "domain_not_verified", path, detail: $"No TXT record at _tenantry.{domain} has the text '{added.At("proof.value")}'; there is none.");
        host.Dns.Publish(added.Json["proof"]!);
        var verified = await tenant.Ask("POST", $"/domains/{domain}/verify");
        Assert.Equal((200, "verified", "\"2\""), (verified.Status, verified.At("status"), verified.Tag));

        Assert.Equal(412, (await tenant.Ask("PATCH", $"/domains/{domain}", """{"enrolment":"automatic"}""", ("If-Match", "\"1\""))).Status);
        var changed = await tenant.Ask("PATCH", $"/domains/{domain}", """{"enrolment":"automatic"}""", ("If-Match", "\"2\""));
        Assert.Equal((200, "automatic", "\"3\""), (changed.Status, changed.At("enrolment"), changed.Tag));
        Assert.Equal(changed.Text, (await tenant.Ask("GET", "/domains")).Json["data"]![0]!.ToJsonString());

        Assert.Equal(204, (await tenant.Ask("DELETE", $"/domains/{domain}")).Status);
        (await tenant.Ask("GET", $"/domains/{domain}")).IsProblem(404, "domain_not_found", $"{tenant.Path}/domains/{domain}");
    }

    [Fact]
    public async Task A_domain_that_is_verified_by_another_is_taken()
    {
        var tenant = await Tenant.SignUp(host);
        var other = await Tenant.SignUp(host);
        var domain = $"{Unique.Name()}.example";
        await other.Own(domain);

        host.Dns.Publish((await tenant.Ask("POST", "/domains", $$"""{"domain":"{{domain}}"}""")).Json["proof"]!);
        (await tenant.Ask("POST", $"/domains/{domain}/verify")).IsProblem(409, "domain_taken", $"{tenant.Path}/domains/{domain}/verify");
    }

    [Fact]
    public async Task The_same_domain_twice_is_a_conflict()
    {
        var tenant = await Tenant.SignUp(host);
        var body = $$"""{"domain":"{{Unique.Name()}}.example"}""";

        Assert.Equal(201, (await tenant.Ask("POST", "/domains", body)).Status);
        (await tenant.Ask("POST", "/domains", body)).IsProblem(409, "domain_exists", $"{tenant.Path}/domains");
    }

    [Theory]
    [InlineData("""{"domain":"gmail.com"}""", """{"domain":["is a public mail provider's"]}""")]
    [InlineData("""{"domain":"example"}""", """{"domain":["must be a domain such as example.com"]}""")]
    [InlineData("""{"domain":"a.example","enrolment":"everybody"}""", """{"enrolment":["is not valid"]}""")]
    public async Task What_is_no_domain_of_ones_own_is_refused(string body, string errors)
    {
        var tenant = await Tenant.SignUp(host);
        (await tenant.Ask("POST", "/domains", body)).IsProblem(400, "validation_failed", $"{tenant.Path}/domains", errors);
    }

    [Theory]
    [InlineData("never.example")]
    [InlineData("..%2f..")]
    [InlineData("%f0%9f%92%a9")]
    public async Task What_was_never_added_is_not_found(string domain)
    {
        var tenant = await Tenant.SignUp(host);
        foreach (var (method, rest, body) in ((string, string, string?)[])
            [("GET", "", null), ("PATCH", "", """{"enrolment":"none"}"""), ("DELETE", "", null), ("POST", "/verify", null)])
            Assert.Equal((404, "domain_not_found"), await tenant.Ask(method, $"/domains/{domain}{rest}", body) is var reply ? (reply.Status, reply.Code) : default);
    }
}

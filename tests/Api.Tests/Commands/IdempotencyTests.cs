namespace Tenantry.Api.Tests;

public sealed class IdempotencyTests(ApiHost host)
{
    [Fact]
    public async Task A_repeated_sign_up_is_answered_alike_and_says_so()
    {
        var body = Tenant.Body(Unique.Name());
        var key = ("Idempotency-Key", $"\"{Guid.NewGuid()}\"");
        var first = await host.Http.Ask("POST", "/v1/signups", body, headers: key);
        var second = await host.Http.Ask("POST", "/v1/signups", body, headers: key);

        Assert.Equal(201, first.Status);
        Assert.Null(first.Header("Idempotency-Replayed"));
        Assert.Equal(201, second.Status);
        Assert.Equal("true", second.Header("Idempotency-Replayed"));
        Assert.Equal(first.Text, second.Text);
        Assert.Equal(first.Headers.Location, second.Headers.Location);
    }

    [Fact]
    public async Task A_refusal_is_repeated_too()
    {
        var tenant = await Tenant.SignUp(host);
        var body = Tenant.Body(tenant.Email.Split('@')[0]);
        var key = ("Idempotency-Key", Guid.NewGuid().ToString());
        await host.Http.Ask("POST", "/v1/signups", body, headers: key);
        var second = await host.Http.Ask("POST", "/v1/signups", body, headers: key);

        Assert.Equal((409, "email_taken"), (second.Status, second.Code));
        Assert.Equal("true", second.Header("Idempotency-Replayed"));
    }

    [Fact]
    public async Task The_same_key_with_another_body_is_refused()
    {
        var key = ("Idempotency-Key", Guid.NewGuid().ToString());
        await host.Http.Ask("POST", "/v1/signups", Tenant.Body(Unique.Name()), headers: key);
        var second = await host.Http.Ask("POST", "/v1/signups", Tenant.Body(Unique.Name()), headers: key);

        Assert.Equal((422, "idempotency_key_reused"), (second.Status, second.Code));
    }

    [Fact]
    public async Task A_quoted_key_is_the_same_as_a_bare_one()
    {
        var tenant = await Tenant.SignUp(host);
        var key = Guid.NewGuid().ToString();
        var first = await tenant.Ask("POST", "/projects", """{"name":"Shop"}""", ("Idempotency-Key", key));
        var second = await tenant.Ask("POST", "/projects", """{"name":"Shop"}""", ("Idempotency-Key", $"\"{key}\""));

        Assert.Equal(201, first.Status);
        Assert.Equal("true", second.Header("Idempotency-Replayed"));
        Assert.Equal(first.At("id"), second.At("id"));
        Assert.Equal(first.Tag, second.Tag);
    }

    [Fact]
    public async Task A_key_is_its_callers_own()
    {
        var key = ("Idempotency-Key", Guid.NewGuid().ToString());
        var ours = await Tenant.SignUp(host);
        var theirs = await Tenant.SignUp(host);
        var first = await ours.Ask("POST", "/projects", """{"name":"Shop"}""", key);
        var second = await theirs.Ask("POST", "/projects", """{"name":"Shop"}""", key);

        Assert.Equal((201, 201), (first.Status, second.Status));
        Assert.NotEqual(first.At("id"), second.At("id"));
    }

    [Fact]
    public async Task Every_kind_of_command_can_be_repeated()
    {
        var tenant = await Tenant.SignUp(host);
        (string Path, string? Body, string As)[] commands =
        [
            ($"{tenant.Path}/projects", """{"name":"Shop"}""", tenant.Admin),
            ($"{tenant.Path}/projects/{tenant.Project}/environments", """{"name":"staging"}""", tenant.Admin),
            ($"/v1/admin/organizations/{tenant.Organization}/suspend", """{"reason":"unpaid"}""", host.Operator),
            ($"/v1/admin/organizations/{tenant.Organization}/reactivate", null, host.Operator),
        ];
        foreach (var (path, body, caller) in commands)
        {
            var key = ("Idempotency-Key", Guid.NewGuid().ToString());
            var first = await host.Http.Ask("POST", path, body, caller, key);
            var second = await host.Http.Ask("POST", path, body, caller, key);

            Assert.True(first.Status is 200 or 201, first.Text);
            Assert.Equal((first.Status, first.Text), (second.Status, second.Text));
            Assert.Equal("true", second.Header("Idempotency-Replayed"));
        }
    }
}

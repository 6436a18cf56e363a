namespace Tenantry.Api.Tests;

public sealed class SignupTests(ApiHost host)
{
    [Fact]
    public async Task A_sign_up_makes_the_organization_its_admin_and_a_project()
    {
        var name = Unique.Name();
        var reply = await host.Http.Ask("POST", "/v1/signups", Tenant.Body(name));

        Assert.Equal(201, reply.Status);
        Assert.Equal($"/v1/organizations/{reply.At("organization.id")}", reply.Headers.Location?.ToString());
        Assert.Equal("x", reply.Text);
    }
}

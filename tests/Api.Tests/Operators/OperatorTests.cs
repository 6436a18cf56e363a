namespace Tenantry.Api.Tests;

public sealed class OperatorTests(ApiHost host)
{
    [Fact]
    public async Task An_operator_suspends_and_reactivates_an_organization()
    {
        var tenant = await Tenant.SignUp(host);
        var path = $"/v1/admin/organizations/{tenant.Organization}";

        var suspended = await host.Http.Ask("POST", $"{path}/suspend", """{"reason":"unpaid"}""", host.Operator);
        Assert.Equal((200, "suspended", "\"2\""), (suspended.Status, suspended.At("status"), suspended.Tag));
        (await tenant.Ask("GET", "/projects")).IsProblem(403, "organization_suspended", $"{tenant.Path}/projects");
        Assert.Equal("suspended", (await host.Http.Ask("GET", path, @as: host.Operator)).At("status"));

        var again = await host.Http.Ask("POST", $"{path}/suspend", """{"reason":"still unpaid"}""", host.Operator);
        Assert.Equal((200, "\"2\""), (again.Status, again.Tag));

        var active = await host.Http.Ask("POST", $"{path}/reactivate", @as: host.Operator);
        Assert.Equal((200, "active"), (active.Status, active.At("status")));
        Assert.Equal(200, (await tenant.Ask("GET", "/projects")).Status);
    }

    [Fact]
    public async Task An_organization_that_is_not_there_is_not_found()
    {
        var path = $"/v1/admin/organizations/{Unique.Id<OrganizationId>()}";
        (await host.Http.Ask("GET", path, @as: host.Operator)).IsProblem(404, "organization_not_found", path);
        (await host.Http.Ask("POST", $"{path}/suspend", """{"reason":"unpaid"}""", host.Operator))
            .IsProblem(404, "organization_not_found", $"{path}/suspend");
        (await host.Http.Ask("POST", $"{path}/reactivate", @as: host.Operator)).IsProblem(404, "organization_not_found", $"{path}/reactivate");
    }
}

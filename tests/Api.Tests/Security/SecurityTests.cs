namespace Tenantry.Api.Tests;

public sealed class SecurityTests(ApiHost host)
{
    private const string On = """{"requireSecondFactor":true}""";
    private const string Off = """{"requireSecondFactor":false}""";

    [Fact]
    public async Task An_organization_that_requires_a_second_factor_refuses_members_without_from_the_next_request_on()
    {
        var (tenant, _, _) = await (await Tenant.SignUp(host)).SwitchOn();
        var (other, member) = (await tenant.Add(Role.Admin), await tenant.Add(Role.Manager));
        Assert.Equal("false", (await tenant.Ask("GET", "/security")).At("requireSecondFactor"));

        var set = await tenant.Ask("PUT", "/security", On);

        Assert.Equal((200, "true"), (set.Status, set.At("requireSecondFactor")));
        foreach (var token in (string[])[other, member])
        {
            (await host.Http.Ask("GET", $"{tenant.Path}/projects", @as: token)).IsProblem(403, "second_factor_required", $"{tenant.Path}/projects");
            // What holds while it is suspended holds now too.
            Assert.Equal(200, (await host.Http.Ask("GET", tenant.Path, @as: token)).Status);
            Assert.Equal("true", (await host.Http.Ask("GET", $"{tenant.Path}/security", @as: token)).At("requireSecondFactor"));
        }

        Assert.Equal(200, (await tenant.Ask("GET", "/projects")).Status);
    }

    [Fact]
    public async Task Who_has_not_signed_in_with_one_does_not_lock_themselves_out()
    {
        var tenant = await Tenant.SignUp(host);

        (await tenant.Ask("PUT", "/security", On)).IsProblem(403, "second_factor_required", $"{tenant.Path}/security");
        Assert.Equal(200, (await tenant.Ask("GET", "/projects")).Status);
        Assert.Equal(200, (await tenant.Ask("PUT", "/security", Off)).Status);
    }

    [Fact]
    public async Task It_is_switched_off_by_whoever_has_one()
    {
        var (tenant, _, _) = await (await Tenant.SignUp(host)).SwitchOn();
        var without = tenant with { Admin = await tenant.Add(Role.Admin) };
        Assert.Equal(200, (await tenant.Ask("PUT", "/security", On)).Status);

        Assert.Equal("second_factor_required", (await without.Ask("PUT", "/security", Off)).Code);
        Assert.Equal(200, (await tenant.Ask("PUT", "/security", Off)).Status);

        Assert.Equal(200, (await without.Ask("GET", "/projects")).Status);
    }
}

namespace Tenantry.Api.Tests;

public sealed class SecurityTests(ApiHost host)
{
    private const string On = """{"requireSecondFactor":true}""";
    private const string Off = """{"requireSecondFactor":false}""";

    [Fact]
    public async Task An_organization_that_requires_a_second_factor_refuses_members_without_from_the_next_request_on()
    {
        var (tenant, admin) = await WithSecondFactor();
        var member = await tenant.Add(Role.Manager);
        Assert.Equal("false", (await tenant.Ask("GET", "/security")).At("requireSecondFactor"));

        var set = await host.Http.Ask("PUT", $"{tenant.Path}/security", On, admin);

        Assert.Equal((200, "true"), (set.Status, set.At("requireSecondFactor")));
        foreach (var token in (string[])[tenant.Admin, member])
        {
            (await host.Http.Ask("GET", $"{tenant.Path}/projects", @as: token)).IsProblem(403, "second_factor_required", $"{tenant.Path}/projects");
            // What holds while it is suspended holds now too.
            Assert.Equal(200, (await host.Http.Ask("GET", tenant.Path, @as: token)).Status);
            Assert.Equal("true", (await host.Http.Ask("GET", $"{tenant.Path}/security", @as: token)).At("requireSecondFactor"));
        }

        Assert.Equal(200, (await host.Http.Ask("GET", $"{tenant.Path}/projects", @as: admin)).Status);
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
        var (tenant, admin) = await WithSecondFactor();
        Assert.Equal(200, (await host.Http.Ask("PUT", $"{tenant.Path}/security", On, admin)).Status);

        Assert.Equal("second_factor_required", (await tenant.Ask("PUT", "/security", Off)).Code);
        Assert.Equal(200, (await host.Http.Ask("PUT", $"{tenant.Path}/security", Off, admin)).Status);

        Assert.Equal(200, (await tenant.Ask("GET", "/projects")).Status);
    }

    private async Task<(Tenant Tenant, string Token)> WithSecondFactor()
    {
        var tenant = await Tenant.SignUp(host);
        var (seed, _) = await tenant.SwitchOn();
        return (tenant, await host.SignIn(tenant.Email, Tenant.Password, ("otp", Accounts.Code(seed))));
    }
}

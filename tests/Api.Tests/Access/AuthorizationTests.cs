using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Tenantry.Api.Tests;

public sealed class AuthorizationTests(ApiHost host)
{
    [Fact]
    public void Every_endpoint_of_an_organization_declares_a_permission()
    {
        Assert.NotEmpty(Routes.OfOrganizations(host));
        Assert.All(Routes.OfOrganizations(host), route => Assert.NotNull(route.Permission));
    }

    [Fact]
    public async Task An_endpoint_of_an_organization_without_a_permission_is_not_served()
    {
        await using var app = WebApplication.CreateSlimBuilder().Build();
        app.MapOrganizationGroup().MapGet("/secrets", () => "everything");

        var exception = Assert.Throws<InvalidOperationException>(
            () => ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).Count());
        Assert.Contains("/v1/organizations/{org}/secrets", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_endpoint_is_public_or_says_who_may_call()
        => Assert.All(Routes.Of(host), route => Assert.True(
            route.Endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null
            ^ route.Endpoint.Metadata.GetMetadata<AuthorizationPolicy>() is not null,
            $"{route} is neither or both."));

    [Fact]
    public async Task Without_a_token_nothing_but_the_public_is_answered()
    {
        var tenant = await Tenant.SignUp(host);
        foreach (var route in Routes.Of(host).Where(route => route.Endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null))
        {
            // Who is not signed in learns nothing about the request, not even that it is malformed.
            var path = route.PathIn(tenant);
            (await host.Http.Ask(route.Method, path, "{")).IsProblem(401, "unauthenticated", path);
        }
    }

    [Fact]
    public async Task A_stranger_finds_nothing_of_an_organization()
    {
        var tenant = await Tenant.SignUp(host);
        var stranger = await Tenant.SignUp(host);
        foreach (var route in Routes.OfOrganizations(host))
        {
            var path = route.PathIn(tenant);
            var reply = await host.Http.Ask(route.Method, path, route.BodyIn(tenant), stranger.Admin);
            reply.IsProblem(404, "organization_not_found", path, detail: $"There is no organization {tenant.Organization} that you can see.");
        }
    }

    [Fact]
    public async Task An_organization_that_was_never_made_looks_the_same()
    {
        var tenant = await Tenant.SignUp(host);
        var nobodys = tenant with { Organization = Unique.Id<OrganizationId>().Value };
        foreach (var route in Routes.OfOrganizations(host))
            (await host.Http.Ask(route.Method, route.PathIn(nobodys), route.BodyIn(tenant), tenant.Admin))
                .IsProblem(404, "organization_not_found", route.PathIn(nobodys));
    }

    [Fact]
    public void Every_endpoint_that_takes_a_body_has_one_to_be_tested_with()
        => Assert.All(Routes.Of(host), route => Assert.True(
            route.TakesBody == Bodies.Of(route.ToString()) is not null, $"{route} needs an entry in {nameof(Bodies)}, or has one too many."));

    [Fact]
    public async Task Each_role_may_do_what_the_table_says_and_nothing_else()
    {
        foreach (var route in Routes.OfOrganizations(host))
        {
            // Each endpoint has a tenant of its own: some of them end what the others need.
            var tenant = await Tenant.SignUp(host);
            foreach (var role in Enum.GetValues<Role>().Where(role => role != Role.Admin))
            {
                var member = await tenant.Add(role);
                var path = route.PathIn(tenant);
                var reply = await host.Http.Ask(route.Method, path, route.BodyIn(tenant), member);
                if (role.Grants(route.Permission!.Value))
                    Assert.True(
                        reply.Status < 500 && reply.Code is not ("permission_denied" or "organization_not_found" or "unauthenticated"),
                        $"{route} as {role}: {reply.Status} {reply.Code}");
                else
                    reply.IsProblem(403, "permission_denied", path, detail: $"Your role in this organization does not grant '{route.Permission.Value.Name()}'.");
            }
        }
    }

    [Fact]
    public async Task A_suspended_organization_can_be_read_and_left_and_nothing_else()
    {
        foreach (var route in Routes.OfOrganizations(host))
        {
            var tenant = await Tenant.SignUp(host);
            await tenant.Suspend();
            var path = route.PathIn(tenant);
            var reply = await host.Http.Ask(route.Method, path, route.BodyIn(tenant), tenant.Admin);
            if (route.Permission!.Value.Rule().HoldsWhileSuspended)
                Assert.NotEqual("organization_suspended", reply.Code);
            else
                reply.IsProblem(403, "organization_suspended", path);
        }
    }

    [Fact]
    public async Task What_holds_in_a_suspended_organization_is_little()
    {
        Assert.Equal(
            [Permission.OrganizationRead, Permission.OrganizationLeave, Permission.SubscriptionRead, Permission.AuditExport],
            Permissions.All.Where(rule => rule.HoldsWhileSuspended).Select(rule => rule.Permission));

        var tenant = await Tenant.SignUp(host);
        await tenant.Suspend();
        Assert.Equal("suspended", (await tenant.Ask("GET", "")).At("status"));
        Assert.Equal("suspended", (string?)(await host.Http.Ask("GET", "/v1/me", @as: tenant.Admin)).Json["organizations"]![0]!["status"]);
    }

    [Fact]
    public async Task Ids_of_another_tenant_are_not_found()
    {
        foreach (var route in Routes.OfOrganizations(host))
        {
            var tenant = await Tenant.SignUp(host);
            var other = await Tenant.SignUp(host);
            var mixed = other with { Organization = tenant.Organization, Slug = tenant.Slug };
            if (!route.NamesMoreThanTheOrganization)
                continue;

            var reply = await host.Http.Ask(route.Method, route.PathIn(mixed), route.BodyIn(mixed), tenant.Admin);
            // A question about somebody else's user has an answer: no.
            if (route.Permission == Permission.AccessRead)
                Assert.DoesNotContain("\"allowed\":true", reply.Text, StringComparison.Ordinal);
            else
                Assert.True(reply.Status == 404, $"{route}: {reply.Status} {reply.Code}");
        }
    }

    [Fact]
    public async Task A_tenants_user_is_no_operator()
    {
        var tenant = await Tenant.SignUp(host);
        foreach (var route in Routes.Of(host).Where(route => route.Template.StartsWith("/v1/admin/", StringComparison.Ordinal)))
            (await host.Http.Ask(route.Method, route.PathIn(tenant), route.BodyIn(tenant), tenant.Admin))
                .IsProblem(403, "operator_required", route.PathIn(tenant));
    }

    [Fact]
    public async Task An_operator_is_no_user_of_a_tenant()
    {
        var tenant = await Tenant.SignUp(host);
        foreach (var route in Routes.OfOrganizations(host).Concat(Routes.Of(host).Where(route => route.Template == "/v1/me")))
            (await host.Http.Ask(route.Method, route.PathIn(tenant), route.BodyIn(tenant), host.Operator))
                .IsProblem(403, "user_required", route.PathIn(tenant));
    }
}

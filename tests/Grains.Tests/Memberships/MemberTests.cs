namespace Tenantry.Grains.Tests;

public sealed class MemberTests(ClusterFixture cluster)
{
    private IGrainFactory Grains => cluster.Grains;

    [Fact]
    public async Task A_user_can_belong_to_several_organizations()
    {
        var first = await Grains.Tenant();
        var further = await Run(new CreateOrganization { User = first.User.Id, Name = "Second" });

        Assert.Null(further.Error);
        var second = Assert.IsType<OrganizationView>(further.Value);
        Assert.Equal([first.Organization.Id, second.Id], (await Grains.User(first.User.Id).Get()).Value!.Organizations);
        Assert.Equal(Role.Admin, (await Grains.Membership(second.Id, first.User.Id).GetAccess())!.Roles.Role);
        Assert.Single((await Grains.Lists().Projects(second.Id, after: null, limit: 10)).Items);
    }

    [Fact]
    public async Task A_user_belongs_to_at_most_so_many_organizations()
    {
        var user = (await Grains.Tenant()).User.Id;
        for (var i = 1; i < UserState.MostOrganizations; i++)
            Assert.Null((await Run(new CreateOrganization { User = user, Name = "More" })).Error);

        Assert.Equal(ErrorCode.TooManyOrganizations, (await Run(new CreateOrganization { User = user, Name = "More" })).Error?.Code);
        Assert.Equal(ErrorCode.TooManyOrganizations, (await Add((await Grains.Tenant()).Organization.Id, user)).Error?.Code);
    }

    [Fact]
    public async Task Two_hundred_joins_at_once_never_overshoot_the_seats()
    {
        var organization = (await Grains.Tenant()).Organization;
        var users = await Task.WhenAll(Enumerable.Range(0, 40).Select(async _ => (await Grains.Tenant()).User.Id));

        // Each asks five times, as callers who lost their answer do.
        var outcomes = await Task.WhenAll(users.SelectMany(user => Enumerable.Range(0, 5).Select(_ => Add(organization.Id, user))));

        var members = (await Grains.Lists().Members(organization.Id, after: null, limit: 100)).Items;
        Assert.Equal(organization.Subscription.Limits[Meters.Users], members.Length);
        Assert.All(outcomes, outcome => Assert.True(outcome.Error is null or { Code: ErrorCode.LimitReached }));
        Assert.Equal(5 * (members.Length - 1), outcomes.Count(outcome => outcome.Error is null));
        Assert.Equal("basic", outcomes.First(outcome => outcome.Error is not null).Error!.Limit!.UpgradeTo);
    }

    [Fact]
    public async Task A_seat_given_back_can_be_taken_again_and_no_more()
    {
        var organization = (await Grains.Tenant()).Organization.Id;
        var users = await Task.WhenAll(Enumerable.Range(0, 5).Select(async _ => (await Grains.Tenant()).User.Id));
        for (var i = 0; i < 4; i++)
            Assert.Null((await Add(organization, users[i])).Error);

        // Two callers remove the same member: it frees one seat.
        await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Remove(organization, users[0])));

        Assert.Null((await Add(organization, users[4])).Error);
        Assert.Equal(ErrorCode.LimitReached, (await Add(organization, users[0])).Error?.Code);
    }

    [Fact]
    public async Task A_removed_member_is_a_stranger_at_once_and_can_come_back()
    {
        var (organization, admin, user) = await TenantWith(Role.Manager);

        Assert.Null((await Remove(organization, user, Actor.User(admin))).Error);

        Assert.Equal(Ruling.Stranger, (await Grains.AccessPolicy(organization).Judge(user, secondFactor: true, Permission.OrganizationRead, project: null)).Ruling);
        Assert.DoesNotContain(organization, (await Grains.User(user).Get()).Value!.Organizations);
        Assert.Equal(ErrorCode.MemberNotFound, (await Remove(organization, user)).Error?.Code);

        Assert.Null((await Add(organization, user, "viewer")).Error);
        var back = (await Grains.Membership(organization, user).GetAccess())!;
        Assert.Equal((Role.Viewer, 3), (back.Roles.Role, back.Ordinal));
    }

    [Fact]
    public async Task The_last_admin_can_neither_leave_nor_be_removed_nor_step_down()
    {
        var tenant = await Grains.Tenant();
        var (organization, admin) = (tenant.Organization.Id, tenant.User.Id);

        Assert.Equal(ErrorCode.LastAdmin, (await Remove(organization, admin, Actor.User(admin))).Error?.Code);
        Assert.Equal(ErrorCode.LastAdmin, (await Remove(organization, admin)).Error?.Code);
        Assert.Equal(ErrorCode.LastAdmin, (await Change(organization, admin, "viewer", Actor.User(admin))).Error?.Code);
    }

    [Fact]
    public async Task Two_admins_who_demote_each_other_at_once_do_not_both_succeed()
    {
        for (var round = 0; round < 20; round++)
        {
            var (organization, first, second) = await TenantWith(Role.Admin);

            var outcomes = await Task.WhenAll(
                Change(organization, second, "member", Actor.User(first)),
                Change(organization, first, "member", Actor.User(second)));

            Assert.Equal(1, outcomes.Count(outcome => outcome.Error is null));
            Assert.Single(await Admins(organization, first, second));
        }
    }

    [Fact]
    public async Task Ten_admins_who_all_leave_leave_one_behind()
    {
        var tenant = await Grains.Tenant(new SignUp
        {
            OrganizationName = "Acme",
            Email = $"{Make.Unique()}@example.com",
            Password = Make.Password,
        });
        var organization = tenant.Organization.Id;
        UserId[] admins = [tenant.User.Id, .. await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ => (await Grains.Tenant()).User.Id))];
        foreach (var admin in admins[1..])
            Assert.Null((await Add(organization, admin, "owner")).Error);

        // Half of them leave and half step down, twice each.
        var outcomes = await Task.WhenAll(admins.SelectMany((admin, i) => Enumerable.Range(0, 2).Select(_ => i % 2 == 0
            ? Remove(organization, admin, Actor.User(admin))
            : Change(organization, admin, "viewer", Actor.User(admin)))));

        Assert.Single(await Admins(organization, admins));
        Assert.Contains(outcomes, outcome => outcome.Error?.Code == ErrorCode.LastAdmin);
    }

    [Fact]
    public async Task Admin_rights_are_handed_over_in_one_step()
    {
        var (organization, admin, other) = await TenantWith(Role.Viewer);

        var outcome = await Run(new TransferAdmin { Organization = organization, From = admin, To = other, StepDownTo = "editor" });

        Assert.Null(outcome.Error);
        Assert.Equal(Role.Admin, Assert.IsType<MemberView>(outcome.Value).Role);
        Assert.Equal(Role.Manager, (await Grains.Membership(organization, admin).GetAccess())!.Roles.Role);
        Assert.Equal(
            ErrorCode.PermissionDenied,
            (await Run(new TransferAdmin { Organization = organization, From = admin, To = other })).Error?.Code);
        Assert.Equal(
            ErrorCode.ValidationFailed,
            (await Run(new TransferAdmin { Organization = organization, From = other, To = admin, StepDownTo = "owner" })).Error?.Code);
    }

    [Fact]
    public async Task However_admins_hand_over_at_once_there_is_always_one()
    {
        for (var round = 0; round < 10; round++)
        {
            var (organization, first, second) = await TenantWith(Role.Member);
            var third = (await Grains.Tenant()).User.Id;
            Assert.Null((await Add(organization, third, "admin")).Error);

            await Task.WhenAll(
                Run(new TransferAdmin { Organization = organization, From = first, To = second, StepDownTo = "viewer" }),
                Run(new TransferAdmin { Organization = organization, From = third, To = first, StepDownTo = "viewer" }),
                Remove(organization, second),
                Remove(organization, third, Actor.User(third)));

            Assert.NotEmpty(await Admins(organization, first, second, third));
        }
    }

    [Fact]
    public async Task Nobody_gives_or_takes_more_than_they_have()
    {
        var (organization, admin, manager) = await TenantWith(Role.Manager);

        Assert.Equal(ErrorCode.RoleAboveOwn, (await Change(organization, manager, "admin", Actor.User(manager))).Error?.Code);
        Assert.Equal(ErrorCode.RoleAboveOwn, (await Remove(organization, admin, Actor.User(manager))).Error?.Code);
    }

    [Fact]
    public async Task A_suspended_organization_can_be_left_but_not_changed()
    {
        var (organization, admin, user) = await TenantWith(Role.Member);
        await Run(new SuspendOrganization { Organization = organization, Reason = "unpaid", Actor = Actor.System });

        Assert.Equal(ErrorCode.OrganizationSuspended, (await Change(organization, user, "viewer", Actor.User(admin))).Error?.Code);
        Assert.Equal(ErrorCode.OrganizationSuspended, (await Remove(organization, user, Actor.User(admin))).Error?.Code);
        Assert.Null((await Remove(organization, user, Actor.User(user))).Error);
    }

    private Task<Outcome> Run(Command command) => Grains.Commands().Run(command);

    private Task<Outcome> Add(OrganizationId organization, UserId user, string? role = null)
        => Run(new AddMember { Organization = organization, User = user, Role = role, Actor = Actor.System });

    private Task<Outcome> Change(OrganizationId organization, UserId user, string role, Actor actor)
        => Run(new ChangeMember { Organization = organization, User = user, Role = role, Actor = actor });

    private Task<Outcome> Remove(OrganizationId organization, UserId user, Actor? actor = null)
        => Run(new EndMembership { Organization = organization, User = user, Actor = actor ?? Actor.System });

    private async Task<(OrganizationId Organization, UserId Admin, UserId Member)> TenantWith(Role role)
    {
        var tenant = await Grains.Tenant();
        var member = (await Grains.Tenant()).User.Id;
        Assert.Null((await Add(tenant.Organization.Id, member, role.Name())).Error);
        return (tenant.Organization.Id, tenant.User.Id, member);
    }

    private async Task<UserId[]> Admins(OrganizationId organization, params UserId[] users)
    {
        var admins = new List<UserId>();
        foreach (var user in users)
        {
            if ((await Grains.Membership(organization, user).GetAccess())?.Roles.Role == Role.Admin)
                admins.Add(user);
        }

        return [.. admins];
    }
}

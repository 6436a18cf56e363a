namespace Tenantry.Grains.Tests;

public sealed class JoinTests(ClusterFixture cluster)
{
    private IGrainFactory Grains => cluster.Grains;

    [Theory]
    [InlineData(Enrolment.Suggested)]
    [InlineData(Enrolment.Automatic)]
    public async Task A_verified_address_at_the_domain_lets_a_user_in_as_member(Enrolment enrolment)
    {
        var (organization, domain) = await Owner(Enrolment.None);
        var user = await Grains.UserAt(domain);
        await Grains.Organization(organization).ChangeDomain(domain, enrolment, ifRevision: null, Actor.System);

        var joined = await Grains.Join(user, organization);

        Assert.Equal((user, Role.Member), Assert.IsType<MemberView>(joined.Value) is var member ? (member.Id, member.Role) : default);
        Assert.Contains(organization, (await Grains.User(user).Get()).Value!.Organizations);
        Assert.Equal(joined.Value, (await Grains.Join(user, organization)).Value);
        Assert.Equal(2, (await Grains.Lists().Members(organization, null, 100)).Items.Length);
    }

    [Fact]
    public async Task Joining_takes_nothing_away_from_an_admin()
    {
        var domain = Owning.NewDomain();
        var signup = await Grains.Tenant(Make.SignUp(email: $"ada@{domain}"));
        await cluster.Own(signup.Organization.Id, domain, Enrolment.Automatic);
        await Grains.User(signup.User.Id).VerifyEmail();

        Assert.Equal(Role.Admin, Assert.IsType<MemberView>((await Grains.Join(signup.User.Id, signup.Organization.Id)).Value).Role);
    }

    [Fact]
    public async Task An_address_that_is_not_verified_does_not()
    {
        var (organization, domain) = await Owner(Enrolment.Automatic);
        var user = await Grains.UserAt(domain, verified: false);

        Assert.Equal(ErrorCode.EmailNotVerified, (await Grains.Join(user, organization)).Error!.Code);
        Assert.Null(await Grains.Membership(organization, user).GetAccess());
    }

    [Theory]
    [InlineData("sub.{0}")]
    [InlineData("not{0}")]
    [InlineData("{0}.example")]
    public async Task An_address_at_another_domain_does_not(string other)
    {
        var (organization, domain) = await Owner(Enrolment.Automatic);
        var user = await Grains.UserAt(string.Format(null, other, domain));

        Assert.Equal(ErrorCode.OrganizationNotFound, (await Grains.Join(user, organization)).Error!.Code);
        Assert.Null(await Grains.Membership(organization, user).GetAccess());
    }

    [Fact]
    public async Task A_domain_that_is_not_verified_lets_nobody_in()
    {
        var organization = (await Grains.Tenants(1))[0];
        var domain = Owning.NewDomain();
        await Grains.Add(organization, domain, Enrolment.Automatic);
        var user = await Grains.UserAt(domain);

        Assert.Equal(ErrorCode.OrganizationNotFound, (await Grains.Join(user, organization)).Error!.Code);
    }

    [Fact]
    public async Task Of_two_hundred_at_once_only_as_many_get_in_as_there_are_seats()
    {
        var (organization, domain) = await Owner(Enrolment.Suggested);
        var users = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => Grains.UserAt(domain)));

        var outcomes = await Task.WhenAll(users.SelectMany(user => Enumerable.Range(0, 5).Select(_ => Grains.Join(user, organization))));

        Assert.Equal(5, (await Grains.Lists().Members(organization, null, 100)).Items.Length);
        Assert.All(outcomes, outcome => Assert.True(outcome.Error is null or { Code: ErrorCode.LimitReached }));
        Assert.Equal(4 * 5, outcomes.Count(outcome => outcome.Error is null));
    }

    [Fact]
    public async Task Who_proves_the_address_is_taken_in_where_everybody_is()
    {
        var (organization, domain) = await Owner(Enrolment.Automatic);
        var user = await Grains.UserAt(domain);

        await Eventually.True(async () => await Grains.Membership(organization, user).GetAccess() is { Roles.Role: Role.Member });
        await Eventually.True(async () => (await Grains.User(user).Get()).Value!.Organizations.Contains(organization));
    }

    [Fact]
    public async Task Who_is_left_out_for_want_of_a_seat_is_told_of()
    {
        var (organization, domain) = await Owner(Enrolment.Automatic);
        var users = await Task.WhenAll(Enumerable.Range(0, 7).Select(_ => Grains.UserAt(domain)));

        var refused = Array.Empty<TenantEvent>();
        await Eventually.True(async () =>
        {
            refused = [.. (await Grains.Lists().Events(LogId.Of(organization), 0, 100)).Select(logged => logged.Event)
                .Where(happened => happened.Type == EventTypes.DomainJoinRefused.Name)];
            return refused.Length == 3;
        });
        Assert.Equal(5, (await Grains.Lists().Members(organization, null, 100)).Items.Length);
        Assert.Subset(users.Select(user => user.Value).ToHashSet<string?>(), refused.Select(happened => happened.Data["user"]).ToHashSet());
    }

    [Fact]
    public async Task Nobody_is_taken_in_who_would_have_to_ask()
    {
        var (organization, domain) = await Owner(Enrolment.Suggested);
        var user = await Grains.UserAt(domain);
        var message = new EnrolByDomain(user, $"ada@{domain}", null);

        Assert.Null(await message.Deliver(Grains));
        Assert.Null(await Grains.Membership(organization, user).GetAccess());
    }

    [Fact]
    public async Task A_suspended_organization_takes_nobody_in()
    {
        var (organization, domain) = await Owner(Enrolment.Automatic);
        await Grains.Organization(organization).Suspend("unpaid", Actor.System);
        var user = await Grains.UserAt(domain);

        Assert.Equal(ErrorCode.OrganizationSuspended, (await Grains.Join(user, organization)).Error!.Code);
    }

    private async Task<(OrganizationId Organization, string Domain)> Owner(Enrolment enrolment)
    {
        var organization = (await Grains.Tenants(1))[0];
        var domain = Owning.NewDomain();
        await cluster.Own(organization, domain, enrolment);
        return (organization, domain);
    }
}

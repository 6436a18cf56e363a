namespace Tenantry.Grains.Tests;

/// <summary>What tests of domains do again and again.</summary>
internal static class Owning
{
    public static async Task<Outcome> Add(this IGrainFactory grains, OrganizationId organization, string domain, Enrolment enrolment = Enrolment.None)
        => await grains.Commands().Run(new AddDomain { Organization = organization, Domain = domain, Enrolment = enrolment, Actor = Actor.System });

    public static async Task<Outcome> Verify(this IGrainFactory grains, OrganizationId organization, string domain)
        => await grains.Commands().Run(new VerifyDomain { Organization = organization, Domain = domain, Actor = Actor.System });

    public static async Task<Outcome> Remove(this IGrainFactory grains, OrganizationId organization, string domain)
        => await grains.Commands().Run(new RemoveDomain { Organization = organization, Domain = domain, Actor = Actor.System });

    /// <summary>Adds a domain, publishes its record and verifies it.</summary>
    public static async Task Own(
        this ClusterFixture cluster, OrganizationId organization, string domain, Enrolment enrolment = Enrolment.None)
    {
        cluster.Dns.Publish(Assert.IsType<DomainView>((await cluster.Grains.Add(organization, domain, enrolment)).Value).Proof);
        Assert.Null((await cluster.Grains.Verify(organization, domain)).Error);
    }

    /// <summary>A domain that no other test uses.</summary>
    public static string NewDomain() => $"{Make.Unique()}.example";

    /// <summary>A user with an address at a domain.</summary>
    public static async Task<UserId> UserAt(this IGrainFactory grains, string domain, bool verified = true)
    {
        var user = (await grains.Tenant(Make.SignUp(email: $"{Make.Unique()}@{domain}"))).User.Id;
        if (verified)
            Assert.True((await grains.User(user).VerifyEmail()).Value!.EmailVerified);
        return user;
    }

    public static async Task<Outcome> Join(this IGrainFactory grains, UserId user, OrganizationId organization)
        => await grains.Commands().Run(new JoinByDomain { Organization = organization, User = user });
}

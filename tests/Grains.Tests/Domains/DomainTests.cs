namespace Tenantry.Grains.Tests;

public sealed class DomainTests(ClusterFixture cluster)
{
    private IGrainFactory Grains => cluster.Grains;

    [Fact]
    public async Task A_domain_is_verified_by_its_record()
    {
        var organization = (await Grains.Tenants(1))[0];
        var domain = Owning.NewDomain();

        var added = Assert.IsType<DomainView>((await Grains.Add(organization, domain.ToUpperInvariant(), Enrolment.Suggested)).Value);
        Assert.Equal((domain, DomainStatus.Pending, Enrolment.Suggested), (added.Domain, added.Status, added.Enrolment));
        Assert.Equal(("TXT", $"_tenantry.{domain}"), (added.Proof.Type, added.Proof.Name));
        Assert.Matches("^tenantry-domain-verification=[0-9a-z]{32}$", added.Proof.Value);

        var missing = await Grains.Verify(organization, domain);
        Assert.Equal(ErrorCode.DomainNotVerified, missing.Error!.Code);
        Assert.Equal($"No TXT record at _tenantry.{domain} has the text '{added.Proof.Value}'; there is none.", missing.Error.Detail);

        cluster.Dns.Publish(added.Proof.Name, "v=spf1 -all", $"{added.Proof.Value} ");
        Assert.EndsWith(
            $"the 2 there have 'v=spf1 -all', '{added.Proof.Value} '.", (await Grains.Verify(organization, domain)).Error!.Detail, StringComparison.Ordinal);

        cluster.Dns.Publish(added.Proof.Name, "v=spf1 -all", added.Proof.Value);
        var verified = Assert.IsType<DomainView>((await Grains.Verify(organization, domain)).Value);
        Assert.Equal((DomainStatus.Verified, 2L), (verified.Status, verified.Revision));
        Assert.NotNull(verified.VerifiedAt);
        Assert.Equal(verified, (await Grains.Verify(organization, domain)).Value);
        Assert.Equal(new ClaimView(organization.Value, Confirmed: true), await Grains.Claim(GrainKeys.DomainClaimKey(domain)).Get());
    }

    [Fact]
    public async Task Name_servers_that_do_not_answer_prove_nothing()
    {
        var organization = (await Grains.Tenants(1))[0];
        var domain = Owning.NewDomain();
        await Grains.Add(organization, domain);
        cluster.Dns.Silence($"_tenantry.{domain}");

        var outcome = await Grains.Verify(organization, domain);
        Assert.Equal((ErrorCode.DomainNotVerified, true), (outcome.Error!.Code, outcome.Error.RetryAfter is not null));
    }

    [Fact]
    public async Task Two_that_verify_one_domain_at_once_do_not_both_get_it()
    {
        var organizations = await Grains.Tenants(2);
        var domain = Owning.NewDomain();
        var proofs = await Task.WhenAll(organizations.Select(async organization
            => Assert.IsType<DomainView>((await Grains.Add(organization, domain)).Value).Proof.Value));
        cluster.Dns.Publish($"_tenantry.{domain}", proofs);

        var outcomes = await Task.WhenAll(organizations.SelectMany(organization => Enumerable.Range(0, 5).Select(_ => Grains.Verify(organization, domain))));

        var views = await Task.WhenAll(organizations.Select(async organization => (await Grains.Organization(organization).GetDomain(domain)).Value!));
        Assert.Single(views, view => view.Status == DomainStatus.Verified);
        Assert.Contains(outcomes, outcome => outcome.Error?.Code == ErrorCode.DomainTaken);
        Assert.Contains(outcomes, outcome => outcome.Error is null);
        var loser = organizations[Array.FindIndex(views, view => view.Status == DomainStatus.Pending)];
        Assert.Equal((ErrorCode.DomainTaken, null), (await Grains.Verify(loser, domain)).Error is { } error ? (error.Code, error.RetryAfter) : default);
    }

    [Fact]
    public async Task A_removed_domain_is_free_and_needs_a_new_proof()
    {
        var organizations = await Grains.Tenants(2);
        var domain = Owning.NewDomain();
        await cluster.Own(organizations[0], domain, Enrolment.Suggested);
        var user = await Grains.UserAt(domain);

        Assert.Null((await Grains.Remove(organizations[0], domain)).Error);
        Assert.Equal(ErrorCode.DomainNotFound, (await Grains.Remove(organizations[0], domain)).Error!.Code);
        Assert.Null(await Grains.Claim(GrainKeys.DomainClaimKey(domain)).Get());
        Assert.Equal(ErrorCode.OrganizationNotFound, (await Grains.Join(user, organizations[0])).Error!.Code);

        await Grains.Add(organizations[0], domain);
        Assert.Equal(ErrorCode.DomainNotVerified, (await Grains.Verify(organizations[0], domain)).Error!.Code);
        await cluster.Own(organizations[1], domain);
    }

    [Fact]
    public async Task A_domain_is_added_once_and_ten_are_enough()
    {
        var organization = (await Grains.Tenants(1))[0];
        var domain = Owning.NewDomain();
        Assert.Null((await Grains.Add(organization, domain)).Error);
        Assert.Equal(ErrorCode.DomainExists, (await Grains.Add(organization, domain)).Error!.Code);
        for (var i = 1; i < OrganizationState.MostDomains; i++)
            Assert.Null((await Grains.Add(organization, Owning.NewDomain())).Error);

        Assert.Equal(ErrorCode.CapacityReached, (await Grains.Add(organization, Owning.NewDomain())).Error!.Code);
        Assert.Equal(OrganizationState.MostDomains, (await Grains.Organization(organization).GetDomains()).Value.Length);
    }

    [Theory]
    [InlineData("com", "must be a domain such as example.com")]
    [InlineData("Gmail.com", "is a public mail provider's")]
    public async Task What_is_nobodys_own_is_refused(string domain, string rule)
        => Assert.Equal(new FieldError("domain", rule), Assert.Single((await Grains.Add((await Grains.Tenants(1))[0], domain)).Error!.Fields));

    [Fact]
    public async Task What_happens_to_a_domain_is_told()
    {
        var organization = (await Grains.Tenants(1))[0];
        var domain = Owning.NewDomain();
        await cluster.Own(organization, domain);
        await Grains.Organization(organization).ChangeDomain(domain, Enrolment.Automatic, ifRevision: 2, Actor.System);
        Assert.Equal(
            ErrorCode.RevisionMismatch,
            (await Grains.Organization(organization).ChangeDomain(domain, Enrolment.None, ifRevision: 2, Actor.System)).Error!.Code);
        await Grains.Remove(organization, domain);

        var events = (await Grains.Lists().Events(LogId.Of(organization), 0, 100)).Select(logged => logged.Event).Where(happened => happened.Data.ContainsKey("domain")).ToArray();
        Assert.Equal(
            [EventTypes.DomainAdded.Name, EventTypes.DomainVerified.Name, EventTypes.DomainChanged.Name, EventTypes.DomainRemoved.Name], events.Select(happened => happened.Type));
        Assert.Equal(("none", "automatic"), (events[2].Before!["enrolment"], events[2].After!["enrolment"]));
        Assert.All(events, happened => Assert.Equal(domain, happened.Data["domain"]));
    }
}

namespace Tenantry.Grains.Tests;

public sealed class EnsureTests(ClusterFixture cluster)
{
    private const string Issuer = "https://issuer.example";

    [Fact]
    public async Task A_hundred_first_calls_over_two_silos_make_one_user_and_one_organization()
    {
        var email = $"{Make.Unique()}@navy.example";
        var silos = cluster.Silos.ToArray();
        var subject = Make.Unique();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 100).Select(i
            => silos[i % silos.Length].Commands().Run(Ensure(subject, email, name: $"Navy {i}"))));

        Assert.All(outcomes, outcome => Assert.Null(outcome.Error));
        var user = Assert.Single(outcomes.Select(outcome => ((EnsuredAccount)outcome.Value!).User).Distinct());
        var view = (await cluster.Grains.User(user).Get()).Value!;
        Assert.Equal((email, true), (view.Email, view.EmailVerified));
        var organization = (await cluster.Grains.Organization(Assert.Single(view.Organizations)).Get()).Value!;
        Assert.StartsWith("Navy ", organization.Name, StringComparison.Ordinal);
        Assert.Equal(user, (await cluster.Grains.IdentityLink(Issuer, subject).Get())?.User);
    }

    [Fact]
    public async Task A_known_one_is_known()
    {
        var (subject, email) = (Make.Unique(), $"{Make.Unique()}@navy.example");
        var made = await Run(Ensure(subject, email));
        var again = await Run(Ensure(subject, "other@navy.example"));

        Assert.Equal((made.User, true, false), (again.User, made.IsNew, again.IsNew));
    }

    [Theory]
    [InlineData("ada@navy-NNN.example", "navy-NNN")]
    [InlineData("ada.NNN@gmail.com", "ada.NNN")]
    public async Task An_organization_without_a_name_is_named_after_the_address(string email, string name)
    {
        var unique = Make.Unique();
        var made = await Run(Ensure(unique, email.Replace("NNN", unique, StringComparison.Ordinal)));

        var organization = (await cluster.Grains.User(made.User).Get()).Value!.Organizations.Single();
        Assert.Equal(name.Replace("NNN", unique, StringComparison.Ordinal), (await cluster.Grains.Organization(organization).Get()).Value!.Name);
    }

    [Theory]
    [InlineData(true, true, true)]
    [InlineData(false, true, false)]
    [InlineData(false, false, false)]
    public async Task An_address_is_shared_only_when_both_sides_have_verified_it(bool there, bool here, bool linked)
    {
        var tenant = await cluster.Grains.Tenant();
        if (here)
            await cluster.Grains.User(tenant.User.Id).VerifyEmail();

        var outcome = await cluster.Grains.Commands().Run(Ensure(Make.Unique(), tenant.User.Email, verified: there));

        Assert.Equal(linked ? null : ErrorCode.EmailTaken, outcome.Error?.Code);
        Assert.Equal(linked ? new EnsuredAccount(tenant.User.Id, false) : null, outcome.Value);
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public async Task Who_was_cut_off_is_linked_anew_only_by_an_issuer_who_verified_the_address(bool there, bool linked)
    {
        var (subject, email) = (Make.Unique(), $"{Make.Unique()}@navy.example");
        var attacker = Ensure(subject, email, verified: false);
        var user = (await Run(attacker)).User;
        var link = (await cluster.Grains.IdentityLink(Issuer, subject).Get())!;
        Assert.Equal(user, (await Run(attacker)).User);
        var token = await cluster.Grains.Token(user, ProofPurpose.ResetPassword);
        var reset = await cluster.Grains.Commands().Run(new ResetPassword { Token = token, Password = $"another-{Make.Password}" });
        Assert.Null(reset.Error);

        foreach (var silo in cluster.Silos)
        {
            Assert.False(await silo.User(user).Admits(session: null, DateTimeOffset.UtcNow.AddSeconds(1), link.LinkedAt));
            Assert.False(await silo.User(user).Honours(link.LinkedAt));
        }

        var outcome = await cluster.Grains.Commands().Run(attacker with { Identity = attacker.Identity with { EmailVerified = there } });

        Assert.Equal(linked ? new EnsuredAccount(user, IsNew: false) : null, outcome.Value);
        Assert.Equal(linked ? null : ErrorCode.EmailTaken, outcome.Error?.Code);
        Assert.Equal(linked, await cluster.Grains.IdentityLink(Issuer, subject).Get() is { } anew && await cluster.Grains.User(user).Honours(anew.LinkedAt));
    }

    [Fact]
    public async Task An_address_that_nobody_has_verified_or_used_goes_to_whoever_has_verified_it_outside()
    {
        var tenant = await cluster.Grains.Tenant();

        var made = await Run(Ensure(Make.Unique(), tenant.User.Email));

        Assert.True(made.IsNew);
        Assert.NotEqual(tenant.User.Id, made.User);
        Assert.Equal((tenant.User.Email, true), (await cluster.Grains.User(made.User).Get()).Value is { } user ? (user.Email, user.EmailVerified) : default);
        Assert.Equal(ErrorCode.UserNotFound, (await cluster.Grains.User(tenant.User.Id).Get()).Error?.Code);
    }

    [Fact]
    public async Task An_account_in_use_keeps_its_address_though_it_was_never_verified()
    {
        var tenant = await cluster.Grains.Tenant();
        Assert.True(await cluster.Grains.User(tenant.User.Id).Use());

        var outcome = await cluster.Grains.Commands().Run(Ensure(Make.Unique(), tenant.User.Email));

        Assert.Equal(ErrorCode.EmailTaken, outcome.Error?.Code);
        Assert.Equal(tenant.User.Email, (await cluster.Grains.User(tenant.User.Id).Get()).Value!.Email);
    }

    [Fact]
    public async Task Who_was_refused_may_wish_for_something_else()
    {
        var tenant = await cluster.Grains.Tenant();
        var (subject, email) = (Make.Unique(), $"{Make.Unique()}@navy.example");

        var taken = await cluster.Grains.Commands().Run(Ensure(subject, email) with { Slug = tenant.Organization.Slug });
        Assert.Equal(ErrorCode.SlugTaken, taken.Error?.Code);
        var nothing = await cluster.Grains.Commands().Run(Ensure(subject, null!));
        Assert.Equal("idToken", Assert.Single(nothing.Error!.Fields).Field);

        var made = await Run(Ensure(subject, email, name: "Navy Yard"));
        var organization = (await cluster.Grains.User(made.User).Get()).Value!.Organizations.Single();
        Assert.Equal("Navy Yard", (await cluster.Grains.Organization(organization).Get()).Value!.Name);
    }

    [Fact]
    public async Task An_attempt_that_a_rival_gave_up_gets_another_seed()
    {
        var (subject, email) = (Make.Unique(), $"{Make.Unique()}@navy.example");
        var ensure = Ensure(subject, email);
        var begun = await cluster.Grains.IdentityLink(Issuer, subject).Begin(ensure);
        Assert.True(await cluster.Grains.Organization(new CommandIds(begun.Seed).For<OrganizationId>("organization")).Abandon());

        var made = await Run(ensure);

        Assert.NotEqual(new CommandIds(begun.Seed).For<UserId>("user"), made.User);
        Assert.Single((await cluster.Grains.User(made.User).Get()).Value!.Organizations);
    }

    private static EnsureAccount Ensure(string subject, string email, bool verified = true, string? name = null) => new()
    {
        Identity = new ExternalIdentity { Issuer = Issuer, Subject = subject, Email = email, EmailVerified = verified },
        OrganizationName = name,
    };

    private async Task<EnsuredAccount> Run(EnsureAccount ensure)
    {
        var outcome = await cluster.Grains.Commands().Run(ensure);
        Assert.Null(outcome.Error);
        return (EnsuredAccount)outcome.Value!;
    }
}


namespace Tenantry.Grains.Tests;

public sealed class SignupTests(ClusterFixture cluster)
{
    private IGrainFactory Grains => cluster.Grains;

    [Fact]
    public async Task A_sign_up_makes_everything_that_it_answers()
    {
        var signup = await Grains.Tenant(Make.SignUp("Ada@Example.com".Replace("Ada", Make.Unique(), StringComparison.Ordinal), name: "Ada & Co"));

        Assert.Equal(signup.Organization.CreatedAt, (await Grains.Organization(signup.Organization.Id).Get()).Value!.CreatedAt);
        Assert.Equal(signup.User.Id, (await Grains.User(signup.User.Id).Get()).Value!.Id);
        Assert.Equal([signup.Organization.Id], (await Grains.User(signup.User.Id).Get()).Value!.Organizations);
        Assert.Equal(Role.Admin, (await Grains.Membership(signup.Organization.Id, signup.User.Id).GetAccess())!.Roles.Role);
        Assert.Equal(signup.Project.Environments, (await Grains.Project(signup.Organization.Id, signup.Project.Id).Get()).Value!.Environments);
        Assert.Equal(["production", "development"], signup.Project.Environments.Select(environment => environment.Name));
        Assert.Equal(2, signup.Project.Environments.Select(environment => environment.Key).Distinct().Count());
        Assert.Equal([signup.Project.Id], (await Grains.Lists().Projects(signup.Organization.Id, null, 10)).Items.Select(project => project.Id));
        Assert.Equal([signup.User.Id], (await Grains.Lists().Members(signup.Organization.Id, null, 10)).Items.Select(member => member.Id));
        Assert.True((await Grains.SlugClaim(signup.Organization.Slug).Get())!.Confirmed);
        Assert.Equal("ada-co", signup.Organization.Slug[..6]);
    }

    [Fact]
    public async Task A_sign_up_begins_the_log_of_its_organization()
    {
        var signup = await Grains.Tenant();

        var events = await Grains.Lists().Events(LogId.Of(signup.Organization.Id), after: 0, limit: 10);

        Assert.Equal(
            ["organization.created", "member.added", "project.created", "environment.created", "environment.created"],
            events.Select(logged => logged.Event.Type));
        Assert.Equal([1, 2, 3, 4, 5], events.Select(logged => logged.Sequence));
    }

    [Fact]
    public async Task Of_200_simultaneous_sign_ups_with_one_email_exactly_one_succeeds()
    {
        var name = Make.Unique();
        var spellings = new[] { $"{name}@example.com", $"{name.ToUpperInvariant()}@example.com", $" {name}@EXAMPLE.com " };
        var requests = Enumerable.Range(0, 200).Select(i => Make.SignUp(spellings[i % 3], slug: $"s{i}-{name}")).ToArray();

        var outcomes = await Task.WhenAll(requests.Select(Grains.Commands().Run));

        var winner = Assert.Single(outcomes, outcome => outcome.Error is null);
        Assert.All(outcomes.Where(outcome => outcome != winner), outcome => Assert.Equal(ErrorCode.EmailTaken, outcome.Error!.Code));
        for (var i = 0; i < requests.Length; i++)
            Assert.Equal(outcomes[i] == winner, await Grains.SlugClaim(requests[i].Slug!).Get() is not null);
    }

    [Fact]
    public async Task Of_200_simultaneous_sign_ups_with_one_slug_exactly_one_succeeds()
    {
        var name = Make.Unique();
        var spellings = new[] { name, name.ToUpperInvariant(), $" {name}", string.Concat(name.Select(Fullwidth)) };
        var requests = Enumerable.Range(0, 200).Select(i => Make.SignUp($"{i}.{name}@example.com", spellings[i % 4])).ToArray();

        var outcomes = await Task.WhenAll(requests.Select(Grains.Commands().Run));

        var winner = Assert.Single(outcomes, outcome => outcome.Error is null);
        Assert.All(outcomes.Where(outcome => outcome != winner), outcome => Assert.Equal(ErrorCode.SlugTaken, outcome.Error!.Code));
        for (var i = 0; i < requests.Length; i++)
            Assert.Equal(outcomes[i] == winner, await Grains.EmailClaim(requests[i].Email).Get() is not null);
    }

    [Fact]
    public async Task Of_200_simultaneous_equal_sign_ups_exactly_one_succeeds()
    {
        var name = Make.Unique();
        var request = Make.SignUp($"{name}@example.com", slug: name);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => Grains.Commands().Run(request)));

        Assert.Single(outcomes, outcome => outcome.Error is null);
        Assert.All(
            outcomes.Where(outcome => outcome.Error is not null),
            outcome => Assert.True(outcome.Error!.Code is ErrorCode.EmailTaken or ErrorCode.SlugTaken));
    }

    [Fact]
    public async Task Two_hundred_companies_of_one_name_all_get_a_slug_of_their_own()
    {
        var name = $"Acme {Make.Unique()}";

        var signups = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => Grains.Tenant(Make.SignUp(name: name))));

        Assert.Equal(200, signups.Select(signup => signup.Organization.Slug).Distinct().Count());
        Assert.All(signups, signup => Assert.True(Slug.TryNormalize(signup.Organization.Slug, out var slug) && slug == signup.Organization.Slug));
    }

    [Fact]
    public async Task A_loser_leaves_nothing_behind_and_its_other_claim_is_free_again()
    {
        var taken = await Grains.Tenant();
        var loser = Make.SignUp(slug: taken.Organization.Slug);

        var outcome = await Grains.Commands().Run(loser);

        Assert.Equal(ErrorCode.SlugTaken, outcome.Error!.Code);
        Assert.Null(await Grains.EmailClaim(loser.Email).Get());
        await Grains.Tenant(Make.SignUp(loser.Email));
    }

    [Fact]
    public async Task Fifty_simultaneous_callers_with_one_key_make_one_tenant_and_get_equal_answers()
    {
        var request = Make.SignUp();
        var key = Make.Unique();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Grains.Request("public", "POST /v1/signups", key).Run(request)));

        var views = outcomes.Select(outcome => Assert.IsType<SignupView>(outcome.Value)).ToArray();
        Assert.Single(views.Select(view => view.Organization.Id).Distinct());
        Assert.Single(views.Select(view => view.Project.Environments[0].Key).Distinct());
        Assert.Single(outcomes, outcome => !outcome.Replayed);
    }

    [Fact]
    public async Task A_key_with_another_payload_is_refused()
    {
        var request = Grains.Request("public", "POST /v1/signups", Make.Unique());
        await request.Run(Make.SignUp());

        Assert.Equal(ErrorCode.IdempotencyKeyReused, (await request.Run(Make.SignUp())).Error!.Code);
    }

    [Fact]
    public async Task A_refusal_is_kept_with_its_key()
    {
        var request = Grains.Request("public", "POST /v1/signups", Make.Unique());
        var weak = Make.SignUp() with { Password = "short" };

        var first = await request.Run(weak);
        var second = await request.Run(weak);

        Assert.Equal(first.Error!.Fields, second.Error!.Fields);
        Assert.Equal("user.password", Assert.Single(second.Error.Fields).Field);
        Assert.True(second.Replayed);
    }

    private static char Fullwidth(char c) => (char)(c - '!' + '！');
}

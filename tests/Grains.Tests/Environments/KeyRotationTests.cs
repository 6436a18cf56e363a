namespace Tenantry.Grains.Tests;

public sealed class KeyRotationTests(ClusterFixture cluster)
{
    private static readonly DateTimeOffset Noon = new(2026, 7, 1, 12, 0, 0, TimeSpan.Zero);

    private IGrainFactory Grains => cluster.Grains;

    [Fact]
    public async Task The_keys_of_a_sign_up_and_of_a_new_environment_are_known_at_once()
    {
        var signup = await Grains.Tenant();
        var made = await Grains.Commands().Ask(new CreateEnvironment
        {
            Organization = signup.Organization.Id,
            Project = signup.Project.Id,
            Name = "staging",
            Actor = Actor.System,
        });

        foreach (var environment in signup.Project.Environments.Add(made.Value!))
        {
            var resolved = (await Grains.EnvironmentKeys().Resolve(environment.Key)).Value!;
            Assert.Equal(
                (signup.Organization.Id, signup.Project.Id, environment.Id, environment.Name),
                (resolved.Organization, resolved.Project, resolved.Environment, resolved.Name));
        }
    }

    [Fact]
    public async Task After_a_rotation_both_keys_are_good_until_the_overlap_is_ended()
    {
        var (signup, first) = await Make();
        var second = (await Rotate(signup)).Value!;
        Assert.NotEqual(first, second.Key);
        Assert.Equal(first, second.PreviousKey!.Key);
        Assert.True(await IsGood(first) && await IsGood(second.Key));

        Assert.True((await Grains.Commands().Ask(new EndPreviousKey
        {
            Organization = signup.Organization.Id,
            Project = signup.Project.Id,
            Environment = second.Id,
            Actor = Actor.System,
        })).Succeeded);

        Assert.False(await IsGood(first));
        Assert.True(await IsGood(second.Key));
        Assert.Equal(
            ["environment.key_rotated", "environment.key_ended"],
            (await Grains.Events(signup.Organization.Id, 2, "environment.key_rotated", "environment.key_ended")).Select(happened => happened.Type));
    }

    [Fact]
    public async Task A_second_rotation_ends_the_oldest_key_at_once()
    {
        var (signup, first) = await Make();
        var second = (await Rotate(signup)).Value!.Key;
        var third = (await Rotate(signup)).Value!.Key;

        Assert.False(await IsGood(first));
        Assert.True(await IsGood(second) && await IsGood(third));
        Assert.Null(await cluster.Store.Read(new RecordKey($"environment-key/{first}", ""), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Without_an_overlap_the_old_key_ends_at_once()
    {
        var (signup, first) = await Make();
        var rotated = (await Rotate(signup, minutes: 0)).Value!;

        Assert.Null(rotated.PreviousKey);
        Assert.False(await IsGood(first));
        Assert.True(await IsGood(rotated.Key));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(10081)]
    public async Task An_overlap_is_between_nothing_and_a_week(int minutes)
    {
        var (signup, _) = await Make();
        Assert.Equal("overlapMinutes", Assert.Single((await Rotate(signup, minutes)).Error!.Fields).Field);
    }

    [Fact]
    public async Task Parallel_rotations_leave_two_good_keys()
    {
        var (signup, first) = await Make();
        var keys = (await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Rotate(signup)))).Select(rotated => rotated.Value!.Key).Append(first).ToArray();

        var good = new List<string>();
        foreach (var key in keys)
        {
            if (await IsGood(key))
                good.Add(key);
        }

        var environment = (await Grains.Project(signup.Organization.Id, signup.Project.Id).Get()).Value!.Environments[0];
        Assert.Equal(21, keys.Distinct().Count());
        Assert.Equal(new[] { environment.Key, environment.PreviousKey!.Key }.Order(), good.Order());
    }

    [Fact]
    public void A_retiring_key_is_good_until_its_time_and_not_a_moment_longer()
    {
        var environment = ProjectEnvironment.From(new() { Id = TypedId.From<EnvironmentId>(Guid.CreateVersion7()), Name = "x", Key = "old" })
            .Rotate("new", Noon.AddHours(1), Noon);

        Assert.True(environment.IsGood("old", Noon.AddHours(1).AddTicks(-1)));
        Assert.False(environment.IsGood("old", Noon.AddHours(1)));
        Assert.True(environment.IsGood("new", Noon.AddYears(1)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("pk_")]
    [InlineData("pk_0123456789abcdefghjkmnpqrstvwxyz")]
    [InlineData("pk_0123456789ABCDEFGHJKMNPQRSTVWXYZ")]
    [InlineData("sk_0123456789abcdefghjkmnpqrstvwxyz")]
    [InlineData("pk_/../0123456789abcdefghjkmnpqrstvw")]
    public async Task A_key_of_nothing_is_not_found(string key)
        => Assert.Equal(ErrorCode.EnvironmentKeyNotFound, (await Grains.EnvironmentKeys().Resolve(key)).Error!.Code);

    [Fact]
    public async Task An_entry_that_no_project_knows_of_is_not_believed()
    {
        var (signup, _) = await Make();
        var key = "pk_" + new string('z', 32);
        await Grains.EnvironmentKeys().Add(signup.Organization.Id, signup.Project.Id, [key]);

        Assert.False(await IsGood(key));
    }

    [Fact]
    public async Task The_key_of_a_suspended_organization_is_refused()
    {
        var (signup, key) = await Make();
        await Grains.Organization(signup.Organization.Id).Suspend("unpaid", Actor.System);

        Assert.Equal(ErrorCode.OrganizationSuspended, (await Grains.EnvironmentKeys().Resolve(key)).Error!.Code);
    }

    private async Task<(SignupView Signup, string Key)> Make()
    {
        var signup = await Grains.Tenant();
        return (signup, signup.Project.Environments[0].Key);
    }

    private async Task<bool> IsGood(string key) => (await Grains.EnvironmentKeys().Resolve(key)).Succeeded;

    private Task<Result<EnvironmentView>> Rotate(SignupView signup, int? minutes = null) => Grains.Commands().Ask(new RotateEnvironmentKey
    {
        Organization = signup.Organization.Id,
        Project = signup.Project.Id,
        Environment = signup.Project.Environments[0].Id,
        OverlapMinutes = minutes,
        Actor = Actor.System,
    });
}

namespace Tenantry.Grains.Tests;

public sealed class PromotionTests(ClusterFixture cluster)
{
    private IGrainFactory Grains => cluster.Grains;

    [Fact]
    public async Task A_promotion_does_exactly_what_the_diff_has_shown()
    {
        var (source, target) = await Make();
        await source.Write(Settings.Put(ValueKind.Settings, ("same", "1"), ("new", "2"), ("other", "3")));
        await target.Write(Settings.Put(ValueKind.Settings, ("same", "1"), ("other", "0"), ("gone", "4")));
        await source.Write(Settings.Put(ValueKind.Variables, ("secret", "from")));
        await target.Write(Settings.Put(ValueKind.Variables, ("secret", "to")));

        var diff = await Diff(source, target);
        Assert.Equal("2", Assert.Single(diff.Added).Value);
        Assert.Equal(new ValueChange("0", "3"), Assert.Single(diff.Changed).Value);
        Assert.Equal("gone", Assert.Single(diff.Removed).Key);
        Assert.Equal((1, 1, 1), (diff.Unchanged, diff.FromRevision, diff.ToRevision));

        var promoted = await Promote(source, target, diff);
        Assert.Equal((await source.Get(ValueKind.Settings)).Values, promoted.Value!.Values);
        Assert.Equal(2, promoted.Value.Revision);
        Assert.Equal("to", (await target.Get(ValueKind.Variables)).Values["secret"]);

        var happened = Assert.Single(await Grains.Events(source.Organization, 1, "environment.promoted"));
        Assert.Equal(target.Environment.Value, happened.Subject);
        Assert.Equal(
            (source.Environment.Value, "new", "other", "gone", "0", "3"),
            (happened.Data["from"], happened.Data["added"], happened.Data["changed"], happened.Data["removed"], happened.Before!["other"], happened.After!["other"]));
    }

    [Fact]
    public async Task Only_what_is_named_is_promoted()
    {
        var (source, target) = await Make();
        await source.Write(Settings.Put(ValueKind.Settings, ("a", "1"), ("b", "1")));
        await target.Write(Settings.Put(ValueKind.Settings, ("b", "0"), ("c", "0")));
        var diff = await Diff(source, target);

        Assert.Equal(ErrorCode.ValidationFailed, (await Promote(source, target, diff, "a", "unknown")).Error!.Code);
        var promoted = await Promote(source, target, diff, "b", "c");
        Assert.Equal(["b"], promoted.Value!.Values.Keys);
        Assert.Equal("1", promoted.Value.Values["b"]);
    }

    [Fact]
    public async Task A_diff_that_is_out_of_date_on_either_side_is_not_carried_out()
    {
        var (source, target) = await Make();
        await source.Write(Settings.Put(ValueKind.Settings, ("a", "1")));
        var diff = await Diff(source, target);

        await source.Write(Settings.Patch(ValueKind.Settings, ("a", "2")));
        Assert.Equal(ErrorCode.RevisionMismatch, (await Promote(source, target, diff)).Error!.Code);
        diff = await Diff(source, target);
        await target.Write(Settings.Patch(ValueKind.Settings, ("b", "2")));
        Assert.Equal(ErrorCode.RevisionMismatch, (await Promote(source, target, diff)).Error!.Code);
        Assert.Equal(["b"], (await target.Get(ValueKind.Settings)).Values.Keys);
        Assert.True((await Promote(source, target, await Diff(source, target))).Succeeded);
    }

    [Fact]
    public async Task A_promotion_that_is_repeated_is_carried_out_once()
    {
        var (source, target) = await Make();
        await source.Write(Settings.Put(ValueKind.Settings, ("a", "1")));
        var promotion = new Promotion
        {
            Id = TypedId.From<EventId>(Guid.CreateVersion7()),
            From = source.Environment,
            To = target.Environment,
            FromRevision = 1,
            ToRevision = 0,
        };

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Grains.Organization(source.Organization).Promote(source.Project, promotion, Actor.System)));

        Assert.All(answers, answer => Assert.Equal(1, answer.Value!.Revision));
        Assert.Equal(promotion.Id, Assert.Single(await Grains.Events(source.Organization, 1, "environment.promoted")).Id);
    }

    [Fact]
    public async Task Settings_are_promoted_within_one_project_only()
    {
        var (source, target) = await Make();
        var (theirs, _) = await Make();
        var diff = await Diff(source, target);

        Assert.Equal(ErrorCode.EnvironmentNotFound, (await Grains.Project(source.Organization, source.Project).Diff(source.Environment, theirs.Environment)).Error!.Code);
        Assert.Equal(ErrorCode.EnvironmentNotFound, (await Grains.Project(source.Organization, source.Project).Diff(theirs.Environment, target.Environment)).Error!.Code);
        Assert.Equal(ErrorCode.EnvironmentNotFound, (await Promote(source, target with { Environment = theirs.Environment }, diff)).Error!.Code);
        Assert.Equal(ErrorCode.EnvironmentNotFound, (await Promote(source with { Environment = theirs.Environment }, target, diff)).Error!.Code);
        Assert.Equal(ErrorCode.ValidationFailed, (await Promote(source, source, diff)).Error!.Code);
    }

    [Fact]
    public async Task Promotions_and_writes_at_the_same_time_lose_nothing()
    {
        var (source, target) = await Make();
        await source.Write(Settings.Put(ValueKind.Settings, ("promoted", "0")));
        await target.Write(Settings.Put(ValueKind.Settings, ("count", "0")));
        var refused = 0;

        await Task.WhenAll(
            Succeed(30, async () =>
            {
                var seen = await target.Get(ValueKind.Settings);
                var next = $"{int.Parse(seen.Values["count"], null) + 1}";
                return (await target.Write(Settings.Patch(ValueKind.Settings, ("count", next)), seen.Revision)).Succeeded;
            }),
            Succeed(30, async () =>
            {
                await source.Write(Settings.Patch(ValueKind.Settings, ("promoted", $"{refused}")));
                return (await Promote(source, target, await Diff(source, target), "promoted")).Succeeded;
            }));

        var settings = await target.Get(ValueKind.Settings);
        Assert.Equal("30", settings.Values["count"]);
        Assert.Equal(1 + 30 + 30, settings.Revision);

        async Task Succeed(int times, Func<Task<bool>> act)
        {
            while (times > 0)
            {
                if (await act())
                    times--;
                else
                    Interlocked.Increment(ref refused);
            }
        }
    }

    [Fact]
    public async Task An_environment_beyond_the_limit_can_be_read_and_not_written()
    {
        var (first, second) = await Make();
        var project = Grains.Project(first.Organization, first.Project);
        await first.Write(Settings.Put(ValueKind.Settings, ("a", "1")));
        var values = Settings.Put(ValueKind.Settings, ("a", "2"));
        var promotion = new Promotion { Id = TypedId.From<EventId>(Guid.CreateVersion7()), From = first.Environment, To = second.Environment, FromRevision = 1, ToRevision = 0 };

        Error?[] refusals =
        [
            (await project.RenameEnvironment(second.Environment, "x", null, 1, Actor.System)).Error,
            (await project.RotateKey(second.Environment, "pk_x", TimeSpan.Zero, 1, Actor.System)).Error,
            (await project.EndPreviousKey(second.Environment, 1, Actor.System)).Error,
            (await project.WriteValues(second.Environment, values, null, 1, Actor.System)).Error,
            (await project.Promote(promotion, 1, Actor.System)).Error,
        ];

        Assert.All(refusals, error => Assert.Equal(ErrorCode.Frozen, error?.Code));
        Assert.True((await project.GetValues(second.Environment, ValueKind.Settings)).Succeeded);
        Assert.True((await Grains.EnvironmentKeys().Resolve(second.Key)).Succeeded);
        Assert.True((await project.WriteValues(first.Environment, values, null, 1, Actor.System)).Succeeded);
        Assert.True((await project.WriteValues(second.Environment, values, null, null, Actor.System)).Succeeded);
    }

    private async Task<(Place From, Place To)> Make()
    {
        var signup = await Grains.Tenant();
        return (Place.Of(Grains, signup, signup.Project.Environments[0]), Place.Of(Grains, signup, signup.Project.Environments[1]));
    }

    private async Task<SettingsDiff> Diff(Place source, Place target)
        => (await Grains.Project(source.Organization, source.Project).Diff(source.Environment, target.Environment)).Value!;

    private Task<Result<EnvironmentValues>> Promote(Place source, Place target, SettingsDiff diff, params string[] only)
        => Grains.Commands().Ask(new PromoteSettings
        {
            Organization = source.Organization,
            Project = source.Project,
            From = source.Environment,
            To = target.Environment,
            FromRevision = diff.FromRevision,
            ToRevision = diff.ToRevision,
            Only = only.Length == 0 ? null : [.. only],
            Actor = Actor.System,
        });
}

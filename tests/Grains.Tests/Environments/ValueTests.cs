namespace Tenantry.Grains.Tests;

public sealed class ValueTests(ClusterFixture cluster)
{
    private IGrainFactory Grains => cluster.Grains;

    [Fact]
    public async Task Values_are_replaced_merged_and_taken_away()
    {
        var place = await Place.Make(Grains);
        Assert.Equal(0, (await place.Get(ValueKind.Settings)).Revision);

        var put = await place.Write(Settings.Put(ValueKind.Settings, ("b", "2"), ("a", "1")));
        Assert.Equal((1, "a=1 b=2"), (put.Value!.Revision, Show(put.Value)));
        var patched = await place.Write(Settings.Patch(ValueKind.Settings, ("a", null), ("c", "3"), ("missing", null)));
        Assert.Equal((2, "b=2 c=3"), (patched.Value!.Revision, Show(patched.Value)));
        var same = await place.Write(Settings.Patch(ValueKind.Settings, ("b", "2")));
        Assert.Equal(2, same.Value!.Revision);
        var replaced = await place.Write(Settings.Put(ValueKind.Settings, ("d", "")));
        Assert.Equal((3, "d="), (replaced.Value!.Revision, Show(replaced.Value)));
        Assert.Equal((0, ""), ((await place.Get(ValueKind.Variables)).Revision, Show(await place.Get(ValueKind.Variables))));
    }

    [Fact]
    public async Task A_write_that_insists_on_another_revision_is_refused()
    {
        var place = await Place.Make(Grains);
        await place.Write(Settings.Put(ValueKind.Variables, ("a", "1")));

        Assert.Equal(ErrorCode.RevisionMismatch, (await place.Write(Settings.Put(ValueKind.Variables, ("a", "2")), ifRevision: 0)).Error!.Code);
        Assert.True((await place.Write(Settings.Put(ValueKind.Variables, ("a", "2")), ifRevision: 1)).Succeeded);
        // Each kind has a revision of its own.
        Assert.True((await place.Write(Settings.Put(ValueKind.Settings, ("a", "2")), ifRevision: 0)).Succeeded);
    }

    [Fact]
    public async Task Parallel_counters_lose_no_count()
    {
        var place = await Place.Make(Grains);
        await place.Write(Settings.Put(ValueKind.Variables, ("count", "0")));

        await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            for (var counted = 0; counted < 5;)
            {
                var seen = await place.Get(ValueKind.Variables);
                var next = $"{int.Parse(seen.Values["count"], null) + 1}";
                counted += (await place.Write(Settings.Patch(ValueKind.Variables, ("count", next)), seen.Revision)).Succeeded ? 1 : 0;
            }
        }));

        Assert.Equal("count=40", Show(await place.Get(ValueKind.Variables)));
    }

    public static TheoryData<string, string?, bool> Faults => new()
    {
        { "1a", "x", true },
        { "", "x", true },
        { "a b", "x", true },
        { "ä", "x", true },
        { "a\n", "x", true },
        { "_a", "x", true },
        { new string('a', 65), "x", true },
        { "a", new string('x', 4097), true },
        { "a", new string('ä', 2049), true },
        { "a", "x\0", true },
        { "a", null, false },
    };

    [Theory, MemberData(nameof(Faults))]
    public async Task What_breaks_a_rule_is_named(string name, string? value, bool merge)
    {
        var place = await Place.Make(Grains);
        var error = (await place.Write(new() { Kind = ValueKind.Settings, Merge = merge, Values = Settings.Of((name, value), ("fine", "x")) })).Error!;

        Assert.Equal(ErrorCode.ValidationFailed, error.Code);
        Assert.StartsWith("values.", Assert.Single(error.Fields).Field, StringComparison.Ordinal);
        Assert.Empty((await place.Get(ValueKind.Settings)).Values);
    }

    [Fact]
    public async Task Names_and_values_may_be_as_long_as_allowed()
    {
        var place = await Place.Make(Grains);
        Assert.True((await place.Write(Settings.Put(
            ValueKind.Settings, ($"A.b-c_{new string('9', 58)}", new string('x', 4096)), ("lines", "a\r\n\tb")))).Succeeded);
    }

    [Fact]
    public async Task There_are_at_most_a_hundred_of_a_kind()
    {
        var place = await Place.Make(Grains);
        Assert.True((await place.Write(Settings.Put(ValueKind.Settings, [.. Enumerable.Range(0, 100).Select(i => ($"n{i}", (string?)"x"))]))).Succeeded);
        Assert.Equal(ErrorCode.ValidationFailed, (await place.Write(Settings.Patch(ValueKind.Settings, ("more", "x")))).Error!.Code);
        Assert.True((await place.Write(Settings.Patch(ValueKind.Settings, ("more", "x"), ("n0", null)))).Succeeded);
    }

    [Fact]
    public async Task The_kinds_together_have_32_KB_however_they_are_written()
    {
        var place = await Place.Make(Grains);
        Assert.True((await place.Write(Settings.Put(ValueKind.Settings, [.. Enumerable.Range(0, 4).Select(i => ($"n{i}", (string?)new string('x', 4000)))]))).Succeeded);
        Assert.Equal(
            ErrorCode.ValidationFailed,
            (await place.Write(Settings.Put(ValueKind.Variables, [.. Enumerable.Range(0, 5).Select(i => ($"n{i}", (string?)new string('x', 4000)))]))).Error!.Code);
        // A quotation mark takes six times its length in the store.
        Assert.Equal(
            ErrorCode.ValidationFailed,
            (await place.Write(Settings.Put(ValueKind.Variables, ("quotes", new string('"', 3500))))).Error!.Code);

        var record = await cluster.Store.Read(new RecordKey($"environment/{place.Organization}", place.Environment.Value), TestContext.Current.CancellationToken);
        Assert.InRange(record!.Body.Length, 1, 40_000);
    }

    [Fact]
    public async Task The_log_tells_variables_by_name_only_and_settings_with_a_glimpse()
    {
        var place = await Place.Make(Grains);
        await place.Write(Settings.Put(ValueKind.Variables, ("password", "hunter2"), ("old", "hunter2")));
        await place.Write(Settings.Put(ValueKind.Variables, ("password", "hunter3"), ("new", "hunter2")));
        await place.Write(Settings.Put(ValueKind.Settings, ("colour", "blue")));
        await place.Write(Settings.Put(ValueKind.Settings, ("colour", new string('r', 100))));

        var events = await Grains.Events(place.Organization, 4, "environment.variables_changed", "environment.settings_changed");
        Assert.Equal(
            ["environment.variables_changed", "environment.variables_changed", "environment.settings_changed", "environment.settings_changed"],
            events.Select(happened => happened.Type));
        Assert.Equal(("new", "password", "old"), (events[1].Data["added"], events[1].Data["changed"], events[1].Data["removed"]));
        Assert.All(events.Take(2), happened => Assert.Null(happened.Before ?? happened.After));
        Assert.DoesNotContain(events.SelectMany(happened => happened.Data.Values), value => value?.Contains("hunter", StringComparison.Ordinal) == true);
        Assert.Equal(("blue", new string('r', 60) + "…"), (events[3].Before!["colour"], events[3].After!["colour"]));
    }

    [Fact]
    public async Task Random_writes_to_environments_of_two_tenants_never_mix()
    {
        Place[] places = [.. await TwoPlaces(), .. await TwoPlaces()];
        var random = new Random(20260701);
        var seeds = places.Select(_ => random.Next()).ToArray();

        var expected = await Task.WhenAll(places.Select((place, i) => WriteAtRandom(place, new Random(seeds[i]))));

        for (var i = 0; i < places.Length; i++)
        {
            foreach (var kind in Enum.GetValues<ValueKind>())
                Assert.Equal(expected[i][kind], Show(await places[i].Get(kind)));
            Assert.Equal(
                expected[i][ValueKind.Settings],
                string.Join(' ', (await Grains.EnvironmentKeys().Resolve(places[i].Key)).Value!.Settings.Select(entry => $"{entry.Key}={entry.Value}")));
        }
    }

    [Fact]
    public async Task An_environment_is_found_in_its_own_project_only()
    {
        var ours = await Place.Make(Grains);
        var theirs = await Place.Make(Grains);
        var second = await Grains.Commands().Ask(new CreateProject { Organization = ours.Organization, Name = "Second", Actor = Actor.System });
        await ours.Write(Settings.Put(ValueKind.Settings, ("a", "1")));
        await theirs.Write(Settings.Put(ValueKind.Settings, ("a", "2")));

        foreach (var wrong in (Place[])[ours with { Environment = theirs.Environment }, ours with { Project = second.Value!.Id }])
        {
            var project = Grains.Project(wrong.Organization, wrong.Project);
            Assert.Equal(ErrorCode.EnvironmentNotFound, (await project.GetValues(wrong.Environment, ValueKind.Settings)).Error!.Code);
            Assert.Equal(ErrorCode.EnvironmentNotFound, (await project.GetEnvironment(wrong.Environment)).Error!.Code);
            Assert.Equal(ErrorCode.EnvironmentNotFound, (await wrong.Write(Settings.Put(ValueKind.Settings, ("a", "3")))).Error!.Code);
        }

        Assert.Equal(("a=1", "a=2"), (Show(await ours.Get(ValueKind.Settings)), Show(await theirs.Get(ValueKind.Settings))));
    }

    private static async Task<Dictionary<ValueKind, string>> WriteAtRandom(Place place, Random random)
    {
        var models = Enum.GetValues<ValueKind>().ToDictionary(kind => kind, _ => new SortedDictionary<string, string>(StringComparer.Ordinal));
        for (var i = 0; i < 40; i++)
        {
            var kind = random.Next(2) == 0 ? ValueKind.Variables : ValueKind.Settings;
            var merge = random.Next(4) > 0;
            var entries = Enumerable.Range(0, random.Next(4))
                .Select(_ => ($"n{random.Next(6)}", merge && random.Next(4) == 0 ? null : $"{place.Environment}-{random.Next()}"))
                .DistinctBy(entry => entry.Item1).ToArray();
            Assert.True((await place.Write(new() { Kind = kind, Merge = merge, Values = Settings.Of(entries) })).Succeeded);

            if (!merge)
                models[kind].Clear();
            foreach (var (name, value) in entries)
            {
                models[kind].Remove(name);
                if (value is not null)
                    models[kind].Add(name, value);
            }
        }

        return models.ToDictionary(model => model.Key, model => string.Join(' ', model.Value.Select(entry => $"{entry.Key}={entry.Value}")));
    }

    private async Task<Place[]> TwoPlaces()
    {
        var signup = await Grains.Tenant();
        return [.. signup.Project.Environments.Select(environment => Place.Of(Grains, signup, environment))];
    }

    private static string Show(EnvironmentValues values) => string.Join(' ', values.Values.Select(entry => $"{entry.Key}={entry.Value}"));
}

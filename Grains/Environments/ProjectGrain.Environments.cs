using System.Collections.Immutable;
using System.Globalization;

namespace Tenantry.Grains;

// The project knows its environments, in the order of making, and lets nothing be written to one of another project, of an archived
// project, or beyond the plan's limit. What is inside an environment is kept by a grain of its own, called in the project's turn.
internal sealed partial class ProjectGrain
{
    public async Task<Result<EnvironmentView>> CreateEnvironment(
        NewEnvironment environment, long? limit, string? upgradeTo, Actor actor)
    {
        if (Refusal() is { } refusal) return refusal;
        if (State.Find(environment.Id) is { } repeated) return repeated.View();
        if (State.HasNamed(environment.Name, except: environment.Id)) return Errors.EnvironmentNameTaken(environment.Name);
        if (State.Environments.Length >= limit)
            return Errors.LimitReached(new LimitReached(Meters.Environments, limit.Value, State.Environments.Length, Requested: 1, upgradeTo));

        var made = ProjectEnvironment.From(environment);
        await Commit(
            State with { Environments = State.Environments.Add(made) },
            Announce(EventTypes.EnvironmentCreated, actor, made.Id.Value, ("name", made.Name), ("project", Id.Value)),
            new FollowEnvironmentKeys(Organization, Id, made.Id, [made.Key], []));
        return made.View();
    }

    public Task<Result<EnvironmentView>> GetEnvironment(EnvironmentId environment) => Task.FromResult<Result<EnvironmentView>>(
        !State.Created ? Errors.ProjectNotFound(Id)
            : State.Find(environment) is { } found ? found.View()
            : Errors.EnvironmentNotFound(environment));

    public async Task<Result<EnvironmentView>> RenameEnvironment(
        EnvironmentId environment, string? name, long? ifRevision, long? limit, Actor actor)
    {
        var writable = Writable(environment, limit);
        if (!writable.Succeeded) return writable.Error;
        var before = writable.Value;
        if (ifRevision is { } expected && expected != before.Revision) return Errors.RevisionMismatch();

        var rules = new FieldRules();
        var line = rules.OptionalLine("name", name, ProjectState.LongestEnvironmentName) ?? before.Name;
        if (rules.AreBroken) return rules.ToError();
        if (line == before.Name) return before.View();
        if (State.HasNamed(line, except: environment)) return Errors.EnvironmentNameTaken(line);

        var after = before with { Name = line, Revision = before.Revision + 1 };
        await Commit(
            State.With(after),
            Announce(EventTypes.EnvironmentRenamed, actor, environment.Value, ("project", Id.Value)).Changing(("name", before.Name, line)));
        return after.View();
    }

    public async Task<Result<EnvironmentView>> RotateKey(
        EnvironmentId environment, string newKey, TimeSpan overlap, long? limit, Actor actor)
    {
        var writable = Writable(environment, limit);
        if (!writable.Succeeded) return writable.Error;
        var before = writable.Value;
        if (before.Has(newKey)) return before.View();

        var after = before.Rotate(newKey, Now + overlap, Now);
        await Commit(
            State.With(after),
            Announce(
                EventTypes.EnvironmentKeyRotated, actor, environment.Value,
                ("project", Id.Value), ("previousValidUntil", after.PreviousKey?.ValidUntil.ToString("O", CultureInfo.InvariantCulture))),
            new FollowEnvironmentKeys(Organization, Id, environment, [newKey], Ended(before, after)));
        return after.View();
    }

    public async Task<Result<Done>> EndPreviousKey(EnvironmentId environment, long? limit, Actor actor)
    {
        var writable = Writable(environment, limit);
        if (!writable.Succeeded) return writable.Error;
        var before = writable.Value;
        if (before.PreviousKey is null) return new Done();

        var after = before with { PreviousKey = null, Revision = before.Revision + 1 };
        await Commit(
            State.With(after),
            Announce(EventTypes.EnvironmentKeyEnded, actor, environment.Value, ("project", Id.Value)),
            new FollowEnvironmentKeys(Organization, Id, environment, [], Ended(before, after)));
        return new Done();
    }

    public async Task<Result<ResolvedEnvironment>> Resolve(string key)
    {
        if (State.Environments.FirstOrDefault(environment => environment.IsGood(key, Now)) is not { } found)
            return Errors.EnvironmentKeyNotFound();

        var settings = await Grains.Environment(Organization, found.Id).Get(ValueKind.Settings);
        return new ResolvedEnvironment
        {
            Organization = Organization,
            Project = Id,
            Environment = found.Id,
            Name = found.Name,
            Settings = settings.Values,
        };
    }

    public async Task<Result<EnvironmentValues>> GetValues(EnvironmentId environment, ValueKind kind)
    {
        if ((await GetEnvironment(environment)).Error is { } error) return error;
        return await Grains.Environment(Organization, environment).Get(kind);
    }

    public async Task<Result<EnvironmentValues>> WriteValues(
        EnvironmentId environment, ValueChanges changes, long? ifRevision, long? limit, Actor actor)
    {
        if (Writable(environment, limit).Error is { } refusal) return refusal;
        return await Grains.Environment(Organization, environment).Write(Id, changes, ifRevision, actor);
    }

    public async Task<Result<SettingsDiff>> Diff(EnvironmentId from, EnvironmentId to)
    {
        var source = await GetValues(from, ValueKind.Settings);
        if (!source.Succeeded) return source.Error;
        if (from == to) return Errors.ValidationFailed("to", "must be another environment");
        var target = await GetValues(to, ValueKind.Settings);
        return target.Succeeded ? Promoting.Diff(source.Value, target.Value) : target.Error;
    }

    public async Task<Result<EnvironmentValues>> Promote(Promotion promotion, long? limit, Actor actor)
    {
        if (Writable(promotion.To, limit).Error is { } refusal) return refusal;
        var source = await GetValues(promotion.From, ValueKind.Settings);
        if (!source.Succeeded) return source.Error;
        if (promotion.From == promotion.To) return Errors.ValidationFailed("to", "must be another environment");

        return await Grains.Environment(Organization, promotion.To).Promote(Id, promotion, source.Value, actor);
    }

    /// <summary>An environment of this project that may be written now.</summary>
    private Result<ProjectEnvironment> Writable(EnvironmentId environment, long? limit)
    {
        if (Refusal() is { } refusal) return refusal;
        if (State.Find(environment) is not { } found) return Errors.EnvironmentNotFound(environment);
        return State.Environments.IndexOf(found) >= limit ? Errors.Frozen(Meters.Environments) : found;
    }

    private static ImmutableArray<string> Ended(ProjectEnvironment before, ProjectEnvironment after)
        => [.. new[] { before.Key, before.PreviousKey?.Key }.OfType<string>().Where(key => !after.Has(key))];
}

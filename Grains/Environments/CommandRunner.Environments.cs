using System.Collections.Immutable;

namespace Tenantry.Grains;

internal sealed partial class CommandRunner
{
    private const int LongestOverlap = 7 * 24 * 60;
    private const int UsualOverlap = 24 * 60;

    /// <summary>The environments that every project starts with.</summary>
    public static ImmutableArray<NewEnvironment> DefaultEnvironments(CommandIds ids) =>
        [Environment("production", ids), Environment("development", ids)];

    private Task<Result<EnvironmentView>> Run(CreateEnvironment create, CommandIds ids)
    {
        var rules = new FieldRules();
        var name = rules.Line("name", create.Name, ProjectState.LongestEnvironmentName);
        if (rules.AreBroken) return Task.FromResult<Result<EnvironmentView>>(rules.ToError());

        return Settled(
            grains.Organization(create.Organization).CreateEnvironment(create.Project, Environment(name, ids), create.Actor),
            grains.Project(create.Organization, create.Project).Settled);
    }

    private Task<Result<EnvironmentView>> Run(RotateEnvironmentKey rotate, CommandIds ids)
    {
        var minutes = rotate.OverlapMinutes ?? UsualOverlap;
        if (minutes is < 0 or > LongestOverlap)
            return Task.FromResult<Result<EnvironmentView>>(Errors.ValidationFailed("overlapMinutes", $"must be a number from 0 to {LongestOverlap}"));

        return Settled(
            grains.Organization(rotate.Organization).RotateKey(
                rotate.Project, rotate.Environment, NewKey("rotated", ids), TimeSpan.FromMinutes(minutes), rotate.Actor),
            grains.Project(rotate.Organization, rotate.Project).Settled);
    }

    private Task<Result<Done>> Run(EndPreviousKey end) => Settled(
        grains.Organization(end.Organization).EndPreviousKey(end.Project, end.Environment, end.Actor),
        grains.Project(end.Organization, end.Project).Settled);

    private Task<Result<EnvironmentValues>> Run(PromoteSettings promote, CommandIds ids)
        => grains.Organization(promote.Organization).Promote(
            promote.Project,
            new Promotion
            {
                Id = ids.For<EventId>("promotion"),
                From = promote.From,
                To = promote.To,
                FromRevision = promote.FromRevision,
                ToRevision = promote.ToRevision,
                Only = promote.Only,
            },
            promote.Actor);

    private static NewEnvironment Environment(string name, CommandIds ids) => new()
    {
        Id = ids.For<EnvironmentId>($"environment {name}"),
        Name = name,
        Key = NewKey(name, ids),
    };

    private static string NewKey(string purpose, CommandIds ids) => "pk_" + ids.TextFor($"key {purpose}", 32);
}

using System.Collections.Immutable;

namespace Tenantry.Grains;

/// <summary>Carries out commands. Idempotent by the ids it is given.</summary>
internal sealed partial class CommandRunner(IGrainFactory grains, SignupFlow signups, FurtherOrganizationFlow organizations)
{
    // Long enough for a busy store; after that the caller is told to come back, and the outbox goes on.
    private static readonly TimeSpan SettleTimeout = TimeSpan.FromSeconds(10);

    public async Task<Outcome> Run(Command command, CommandIds ids) => command switch
    {
        SignUp signUp => From(await signups.Run(signUp, ids)),
        CreateOrganization create => From(await organizations.Run(create, ids)),
        AddMember add => From(await Run(add)),
        ChangeMember change => From(await Run(change)),
        EndMembership end => From(await Settled(end.Organization, grains.Organization(end.Organization).EndMembership(end.User, end.Actor))),
        TransferAdmin transfer => From(await Run(transfer)),
        CreateProject create => From(await Run(create, ids)),
        CreateEnvironment create => From(await Run(create, ids)),
        CreateTeam create => From(await Run(create, ids)),
        UpdateTeam update => From(await Run(update)),
        SetTeamRoles set => From(await Run(set)),
        DeleteTeam delete => From(await Run(delete)),
        AddTeamMember add => From(await Run(add)),
        RemoveTeamMember remove => From(await Run(remove)),
        SuspendOrganization suspend => From(await Settled(suspend.Organization, grains.Organization(suspend.Organization).Suspend(suspend.Reason, suspend.Actor))),
        ReactivateOrganization reactivate => From(await Settled(reactivate.Organization, grains.Organization(reactivate.Organization).Reactivate(reactivate.Actor))),
        RetryMail retry => From(await grains.Mail(retry.Mail).Retry(retry.Actor)),
        _ => throw new ArgumentOutOfRangeException(nameof(command), command.GetType().Name, "No runner for this command."),
    };

    /// <summary>The environments that every project starts with.</summary>
    public static ImmutableArray<NewEnvironment> DefaultEnvironments(CommandIds ids) =>
        [Environment("production", ids), Environment("development", ids)];

    private async Task<Result<ProjectView>> Run(CreateProject create, CommandIds ids)
    {
        var rules = new FieldRules();
        var name = rules.Line("name", create.Name);
        if (rules.AreBroken) return rules.ToError();

        var project = new NewProject { Id = ids.For<ProjectId>("project"), Name = name, Environments = DefaultEnvironments(ids) };
        return await Settled(create.Organization, grains.Organization(create.Organization).CreateProject(project, create.Actor));
    }

    private async Task<Result<EnvironmentView>> Run(CreateEnvironment create, CommandIds ids)
    {
        var rules = new FieldRules();
        var name = rules.Line("name", create.Name, maxLength: 40);
        if (rules.AreBroken) return rules.ToError();

        return await grains.Organization(create.Organization).CreateEnvironment(create.Project, Environment(name, ids), create.Actor);
    }

    // The caller may read what it made at once, so the answer waits until all parts are made.
    private async Task<Result<T>> Settled<T>(OrganizationId organization, Task<Result<T>> command)
    {
        var result = await command;
        return !result.Succeeded || await grains.Organization(organization).Settled(SettleTimeout)
            ? result
            : Errors.TemporarilyUnavailable("The change is stored; its effects are still on their way.");
    }

    private static NewEnvironment Environment(string name, CommandIds ids) => new()
    {
        Id = ids.For<EnvironmentId>($"environment {name}"),
        Name = name,
        Key = "pk_" + ids.TextFor($"key {name}", 32),
    };

    private static Outcome From<T>(Result<T> result) => new() { Value = result.Value, Error = result.Error };
}

namespace Tenantry.Grains;

internal sealed partial class CommandRunner
{
    private async Task<Result<TeamView>> Run(CreateTeam create, CommandIds ids)
    {
        var rules = new FieldRules();
        var name = rules.Line("name", create.Name);
        if (rules.AreBroken) return rules.ToError();

        var policy = grains.AccessPolicy(create.Organization);
        return await Settled(await policy.CreateTeam(new NewTeam { Id = ids.For<TeamId>("team"), Name = name }, create.Actor), policy.Settled);
    }

    private async Task<Result<TeamView>> Run(UpdateTeam update)
    {
        var policy = grains.AccessPolicy(update.Organization);
        return await Settled(await policy.UpdateTeam(update.Team, update.Changes, update.IfTag, update.Actor), policy.Settled);
    }

    private async Task<Result<TeamView>> Run(SetTeamRoles set)
    {
        var rules = new FieldRules();
        var role = rules.OptionalRole("role", set.Role);
        if (rules.AreBroken) return rules.ToError();

        return await grains.AccessPolicy(set.Organization).SetTeamRoles(
            set.Team, new RoleSet { Role = role, CustomRoles = set.CustomRoles }, set.Actor);
    }

    private async Task<Result<Done>> Run(DeleteTeam delete)
    {
        var policy = grains.AccessPolicy(delete.Organization);
        return await Settled(await policy.DeleteTeam(delete.Team, delete.Actor), policy.Settled);
    }

    private async Task<Result<Done>> Run(AddTeamMember add)
        => await MayGrantTeam(add.Organization, add.Team, add.Actor) is { } refusal ? refusal
            : await Settled(
                await grains.Team(add.Organization, add.Team).AddMember(add.User, add.Actor),
                grains.Membership(add.Organization, add.User).Settled);

    private async Task<Result<Done>> Run(RemoveTeamMember remove)
        => await MayGrantTeam(remove.Organization, remove.Team, remove.Actor) is { } refusal ? refusal
            : await Settled(
                await grains.Team(remove.Organization, remove.Team).RemoveMember(remove.User, remove.Actor),
                grains.Membership(remove.Organization, remove.User).Settled);

    // Whoever puts a member into a team gives what the team grants, also to themselves.
    private async Task<Error?> MayGrantTeam(OrganizationId organization, TeamId team, Actor actor)
    {
        var policy = grains.AccessPolicy(organization);
        return await policy.RolesOf([team]) is [{ } roles] ? (await policy.MayGrant(actor, roles)).Error : Errors.TeamNotFound(team);
    }

    private static async Task<Result<T>> Settled<T>(Result<T> result, Func<TimeSpan, Task<bool>> settled)
        => !result.Succeeded || await settled(SettleTimeout)
            ? result
            : Errors.TemporarilyUnavailable("The change is stored; its effects are still on their way.");
}

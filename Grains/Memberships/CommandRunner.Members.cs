namespace Tenantry.Grains;

internal sealed partial class CommandRunner
{
    private async Task<Result<MemberView>> Run(AddMember add)
    {
        var rules = new FieldRules();
        var role = rules.OptionalRole("role", add.Role) ?? Role.Member;
        if (rules.AreBroken) return rules.ToError();

        var user = await grains.User(add.User).Get();
        if (!user.Succeeded) return user.Error;
        if (user.Value.Organizations.Length >= UserState.MostOrganizations && !user.Value.Organizations.Contains(add.Organization))
            return Errors.TooManyOrganizations(UserState.MostOrganizations);

        var newcomer = new Newcomer(add.User, user.Value.Email, user.Value.Name, new RoleSet { Role = role });
        return await Member(add.Organization, add.User, grains.Organization(add.Organization).AddMember(newcomer, add.Actor));
    }

    private async Task<Result<MemberView>> Run(ChangeMember change)
    {
        var rules = new FieldRules();
        var role = rules.OptionalRole("role", change.Role);
        if (change.CustomRoles is { Length: > 10 })
            rules.Break("customRoles", "must have at most 10 items");
        if (rules.AreBroken) return rules.ToError();

        var changes = new MemberChanges
        {
            Role = role,
            CustomRoles = change.CustomRoles is { } keys ? [.. keys.Distinct().Order(StringComparer.Ordinal)] : null,
        };
        return await Member(
            change.Organization, change.User,
            grains.Organization(change.Organization).ChangeMember(change.User, changes, change.IfRevision, change.Actor));
    }

    private async Task<Result<MemberView>> Run(TransferAdmin transfer)
    {
        var rules = new FieldRules();
        var stepDownTo = rules.OptionalRole("stepDownTo", transfer.StepDownTo);
        if (stepDownTo == Role.Admin)
            rules.Break("stepDownTo", "must be a role below admin");
        if (rules.AreBroken) return rules.ToError();

        return await Member(
            transfer.Organization, transfer.To,
            grains.Organization(transfer.Organization).TransferAdmin(transfer.From, transfer.To, stepDownTo));
    }

    // The member as it is once every part has heard of the decision.
    private async Task<Result<MemberView>> Member(OrganizationId organization, UserId user, Task<Result<Done>> command)
    {
        var decided = await Settled(organization, command);
        return decided.Succeeded ? await grains.Membership(organization, user).Get() : decided.Error;
    }
}

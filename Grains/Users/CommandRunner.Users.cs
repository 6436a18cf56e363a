namespace Tenantry.Grains;

internal sealed partial class CommandRunner
{
    private async Task<Result<AccountView>> Run(AddUser add, CommandIds ids)
    {
        var made = await accounts.Run(add, ids);
        return made.Succeeded ? await grains.User(made.Value).GetAccount() : made.Error;
    }

    private async Task<Result<MemberView>> Run(AddOrganizationUser add, CommandIds ids)
    {
        var made = await accounts.Run(add, ids);
        return made.Succeeded
            ? await Member(add.Organization, made.Value, Task.FromResult<Result<Done>>(new Done()))
            : made.Error;
    }

    private async Task<Result<AccountView>> Run(ChangeUser change)
    {
        var user = grains.User(change.User);
        var changed = await Settled(user.Update(new UserChanges { Name = change.Name }, change.IfRevision, change.Actor), user.Settled);
        return changed.Succeeded ? await user.GetAccount() : changed.Error;
    }

    private Task<Result<AccountView>> Run(DisableUser disable)
        => disable.Reason is { } reason
            ? grains.User(disable.User).Disable(reason, disable.Actor)
            : grains.User(disable.User).Enable(disable.Actor);

    private async Task<Result<Done>> Run(EndUserSessions end)
    {
        var user = await grains.User(end.User).Get();
        if (!user.Succeeded) return user.Error;
        await grains.User(end.User).EndSessions(except: null, end.Actor);
        return new Done();
    }

    private Task<Result<MemberView>> Run(DisableMember disable)
        => Member(
            disable.Organization, disable.User,
            grains.Organization(disable.Organization).DisableMember(disable.User, disable.Disabled, disable.Actor));
}

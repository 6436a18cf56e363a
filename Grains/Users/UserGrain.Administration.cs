namespace Tenantry.Grains;

internal sealed partial class UserGrain
{
    public Task<Result<AccountView>> GetAccount() => Task.FromResult(Account());

    public ValueTask<bool> Stands() => new(State.Ended is null && !State.Standing.Disabled);

    public async Task<Result<AccountView>> Disable(string reason, Actor actor)
    {
        if (!State.Created) return Errors.UserNotFound(Id);
        var rules = new FieldRules();
        var text = rules.Line("reason", reason, maxLength: 500);
        if (rules.AreBroken) return rules.ToError();

        if (!State.Standing.Disabled)
        {
            await Commit(
                State with { Standing = State.Standing.Disable(Now), DisabledReason = text },
                Happened(EventTypes.AccountDisabled, actor, ("reason", text)));
        }

        return Account();
    }

    public async Task<Result<AccountView>> Enable(Actor actor)
    {
        if (!State.Created) return Errors.UserNotFound(Id);
        if (State.Standing.Disabled)
            await Commit(State with { Standing = State.Standing.Enable(), DisabledReason = null }, Happened(EventTypes.AccountEnabled, actor));
        return Account();
    }

    private Result<AccountView> Account() => State.Account(Id, Revision) is { } account ? account : Errors.UserNotFound(Id);
}

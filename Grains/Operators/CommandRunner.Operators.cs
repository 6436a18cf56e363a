namespace Tenantry.Grains;

internal sealed partial class CommandRunner
{
    private async Task<Result<OperatorView>> Run(AddOperator add, CommandIds ids)
    {
        var added = await operators.Add(add, ids);
        return added.Succeeded ? await Operator(added.Value, Task.FromResult<Result<Done>>(new Done())) : added.Error;
    }

    private async Task<Result<OperatorView>> Run(ChangeOperator change)
    {
        var rules = new FieldRules();
        var role = rules.OptionalOperatorRole("role", change.Role);
        var name = rules.OptionalLine("name", change.Name);
        if (rules.AreBroken) return rules.ToError();

        return await Operator(
            change.Operator, grains.Staff().Change(change.Operator, new OperatorChanges { Role = role, Name = name }, change.IfRevision, change.Actor));
    }

    private Task<Result<OperatorView>> Run(DisableOperator disable)
        => Operator(
            disable.Operator,
            grains.Staff().Change(disable.Operator, new OperatorChanges { Disabled = disable.Disabled }, ifRevision: null, disable.Actor));

    // The account as it is once it has heard of the decision.
    private async Task<Result<OperatorView>> Operator(OperatorId id, Task<Result<Done>> command)
    {
        var decided = await Settled(command, grains.Staff().Settled);
        return decided.Succeeded ? await grains.Operator(id).Get() : decided.Error;
    }
}

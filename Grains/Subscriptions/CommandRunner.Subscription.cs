namespace Tenantry.Grains;

internal sealed partial class CommandRunner
{
    private async Task<Result<Subscription>> Run(ChangePlan change)
    {
        var changed = await Settled(
            change.Organization, grains.Organization(change.Organization).ChangePlan(change.Plan, change.When, change.Actor));
        // What is frozen is known only now.
        return changed.Succeeded ? await grains.Organization(change.Organization).GetSubscription() : changed;
    }

    private Task<Result<Subscription>> Run(CancelPlanChange cancel)
        => Settled(cancel.Organization, grains.Organization(cancel.Organization).CancelPlanChange(cancel.Actor));

    private Task<Result<Overrides>> Run(SetOverrides set)
        => Settled(set.Organization, grains.Organization(set.Organization).SetOverrides(set.Overrides, set.IfRevision, set.Actor));

    private Task<Result<FlagView>> Run(SwitchFlag @switch)
        => Settled(@switch.Organization, grains.Organization(@switch.Organization).SwitchFlag(@switch.Flag, @switch.Enabled, @switch.Actor));
}

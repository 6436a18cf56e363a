namespace Tenantry.Grains;

internal sealed partial class CommandRunner
{
    private async Task<Result<ClientView>> Run(RotateClientSecret rotate, CommandIds ids)
    {
        var rules = new FieldRules();
        var overlap = ApiKeyRules.Overlap(rules, rotate.OverlapSeconds);
        return rules.AreBroken ? rules.ToError() : await grains.Clients().Rotate(rotate.Client, ids.Seed, overlap, rotate.Actor);
    }
}

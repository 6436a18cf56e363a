namespace Tenantry.Grains;

internal sealed partial class OrganizationGrain
{
    public Task<Result<OrganizationSecurity>> GetSecurity()
        => Task.FromResult<Result<OrganizationSecurity>>(State.Exists() ? State.Security() : Errors.OrganizationNotFound(Id));

    public async Task<Result<OrganizationSecurity>> SetSecurity(OrganizationSecurity security, bool bySecondFactor, Actor actor)
    {
        if (Refusal() is { } refusal) return refusal;
        if (security.RequireSecondFactor && !bySecondFactor) return Errors.SecondFactorRequired();
        if (security == State.Security()) return security;

        await AnnounceTerms(
            State with { RequiresSecondFactor = security.RequireSecondFactor },
            Event(EventTypes.OrganizationSecurityChanged, actor)
                .Changing(("requireSecondFactor", Text(State.RequiresSecondFactor), Text(security.RequireSecondFactor))));
        return security;
    }

    private static string Text(bool value) => value ? "true" : "false";
}

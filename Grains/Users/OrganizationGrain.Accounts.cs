namespace Tenantry.Grains;

internal sealed partial class OrganizationGrain
{
    public Task<HeldOrganization?> HeldBy(UserId user)
        => Task.FromResult(State.Exists() && State.Admins is [var only] && only == user ? new HeldOrganization(Id, State.Name) : null);
}

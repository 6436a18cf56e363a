using System.Collections.Immutable;

namespace Tenantry.Grains;

internal sealed partial class OrganizationGrain
{
    public Task<ImmutableArray<UserId>> Admins() => Task.FromResult(State.Admins);
}

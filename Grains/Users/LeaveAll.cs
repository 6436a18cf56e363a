using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Tenantry.Grains;

/// <summary>
/// Leaves all organizations of an account that is to be closed, unless one of them does not let go, and tells the account. Asked
/// first, so that commonly all are left or none; the decision is each organization's own.
/// </summary>
internal sealed record LeaveAll(UserId User, ImmutableArray<OrganizationId> Organizations) : Message
{
    [JsonIgnore]
    public override string Receiver => $"leaving/{User}";

    public override async Task<Error?> Deliver(IGrainFactory grains)
    {
        var left = ImmutableArray.CreateBuilder<OrganizationId>();
        var held = await Held(grains);
        foreach (var id in held.IsEmpty ? Organizations : [])
        {
            var leaving = await grains.Organization(id).EndMembership(User, Actor.User(User));
            if (leaving.Error?.Code == ErrorCode.LastAdmin)
            {
                held = await Held(grains);
                if (held.IsEmpty)
                    throw new StoreUnavailableException("Who the last admin is has just changed.");
                break;
            }

            left.Add(id);
        }

        await grains.User(User).CloseDecided(left.ToImmutable(), held);
        return null;
    }

    private async Task<ImmutableArray<HeldOrganization>> Held(IGrainFactory grains)
        => [.. (await Task.WhenAll(Organizations.Select(id => grains.Organization(id).HeldBy(User)))).OfType<HeldOrganization>()];
}

using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Tenantry.Grains;

/// <summary>
/// Ends the memberships of an account that is no more. An organization that keeps its last admin keeps a member who never comes;
/// operators can give it another.
/// </summary>
internal sealed record LeaveBehind(UserId User, ImmutableArray<OrganizationId> Organizations) : Message
{
    [JsonIgnore]
    public override string Receiver => $"leaving/{User}";

    public override async Task<Error?> Deliver(IGrainFactory grains)
    {
        await Task.WhenAll(Organizations.Select(organization => grains.Organization(organization).EndMembership(User, Actor.User(User))));
        return null;
    }
}

using System.Text.Json.Serialization;

namespace Tenantry.Grains;

/// <summary>
/// Takes a user whose address has just been verified into the organization that has its domain, if that wants everybody. It does
/// not matter if it is no such organization or has no seat: the organization writes down that somebody was left out.
/// </summary>
internal sealed record EnrolByDomain(UserId User, string Email, string? Name) : Message
{
    [JsonIgnore]
    public override string Receiver => $"enrolment/{User}";

    public override async Task<Error?> Deliver(IGrainFactory grains)
    {
        if (EmailAddress.DomainOf(Email) is { } domain
            && await grains.Claim(GrainKeys.DomainClaimKey(domain)).Get() is { } claim
            && TypedId.TryParse<OrganizationId>(claim.Owner, out var owner))
            await grains.Organization(owner).JoinBy(domain, new Newcomer(User, Email, Name, RoleSet.None), automatically: true);
        return null;
    }
}

using System.Text.Json.Serialization;

namespace Tenantry.Grains;

/// <summary>Takes a new account into the organization that it was made for.</summary>
internal sealed record EnrolMember(UserId User, string Email, string? Name, MadeFor MadeFor) : Message
{
    [JsonIgnore]
    public override string Receiver => $"enrolment/{User}";

    public override async Task<Error?> Deliver(IGrainFactory grains)
        => (await grains.Organization(MadeFor.Organization)
            .Enrol(new Newcomer(User, Email, Name, MadeFor.Roles), MadeFor.Seat, MadeFor.Actor)).Error;
}

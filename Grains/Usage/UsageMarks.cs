using System.Security.Cryptography;
using System.Text;

namespace Tenantry.Grains;

/// <summary>
/// Where it is written down what was counted: a record for each, in one partition for each meter, owned by a grain that deletes it
/// when it is old enough.
/// </summary>
internal static class UsageMarks
{
    /// <summary>The type of the grains that own the records.</summary>
    public const string GrainType = "usage-id";

    /// <summary>A digest of an event's id: short, and of characters that any key can hold.</summary>
    public static string Digest(string id) => Base32.Encode(SHA256.HashData(Encoding.UTF8.GetBytes(id)).AsSpan(0, 16));

    public static RecordKey OfEvent(OrganizationId organization, string meter, string digest)
        => new($"{GrainType}/{TypedId.Key(organization)}:{meter}", digest);

    public static RecordKey OfReservation(OrganizationId organization, ReservationId reservation)
        => new($"{GrainType}/{TypedId.Key(organization)}", TypedId.Key(reservation));
}

using System.Text.Json.Serialization;

namespace Tenantry.Grains.Interfaces;

/// <summary>How an invitation stands. Only a pending one holds a seat.</summary>
[GenerateSerializer, Alias("InvitationStatus")]
[JsonConverter(typeof(CamelCaseEnumConverter<InvitationStatus>))]
public enum InvitationStatus
{
    Pending,
    Accepted,
    Declined,
    Revoked,
    Expired,
}

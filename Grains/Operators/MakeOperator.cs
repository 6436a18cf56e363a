using System.Text.Json.Serialization;

namespace Tenantry.Grains;

/// <summary>Makes the account of a new operator.</summary>
internal sealed record MakeOperator(NewOperator Account, long Order) : Message
{
    [JsonIgnore]
    public override string Receiver => Account.Id.Value;

    public override async Task<Error?> Deliver(IGrainFactory grains)
    {
        await grains.Operator(Account.Id).Create(Account, Order);
        return null;
    }
}

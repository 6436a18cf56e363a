using System.Text.Json.Serialization;

namespace Tenantry.Grains;

/// <summary>Ends the account of an operator.</summary>
internal sealed record DismissOperator(OperatorId Operator, long Order) : Message
{
    [JsonIgnore]
    public override string Receiver => Operator.Value;

    public override async Task<Error?> Deliver(IGrainFactory grains)
    {
        await grains.Operator(Operator).Remove(Order);
        return null;
    }
}

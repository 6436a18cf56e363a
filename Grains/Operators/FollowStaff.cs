using System.Text.Json.Serialization;

namespace Tenantry.Grains;

/// <summary>Tells an operator what was decided about the account.</summary>
internal sealed record FollowStaff(OperatorId Operator, OperatorDecision Decision, long Order) : Message
{
    [JsonIgnore]
    public override string Receiver => Operator.Value;

    public override async Task<Error?> Deliver(IGrainFactory grains)
    {
        await grains.Operator(Operator).Follow(Decision, Order);
        return null;
    }
}

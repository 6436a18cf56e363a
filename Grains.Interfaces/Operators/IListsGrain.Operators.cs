using Orleans.Concurrency;

namespace Tenantry.Grains.Interfaces;

public partial interface IListsGrain
{
    /// <summary>Operators in the order their accounts were made.</summary>
    [Alias("Operators"), AlwaysInterleave]
    Task<Page<OperatorView>> Operators(string? after, int limit);
}

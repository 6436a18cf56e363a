using Orleans.Concurrency;

namespace Tenantry.Grains.Interfaces;

public partial interface IListsGrain
{
    /// <summary>
    /// All users, in the order of the last character of their ids and then of the ids: the order of the partitions they lie in.
    /// A user who signs up meanwhile may be missed; nobody is listed twice.
    /// </summary>
    [Alias("Users"), AlwaysInterleave]
    Task<Page<AccountView>> Users(string? after, int limit);
}

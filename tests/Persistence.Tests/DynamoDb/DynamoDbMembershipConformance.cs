using Microsoft.Extensions.Logging.Abstractions;
using Orleans.Messaging;

namespace Tenantry.Persistence.Tests;

public sealed class DynamoDbMembershipConformance : MembershipTableConformance
{
    private readonly List<IDisposable> _open = [];
    private DynamoDbSettings? _table;

    protected override async Task<IMembershipTable> OpenTable(string cluster)
        => Opened(new DynamoDbMembershipTable(_table ??= await DynamoDbTables.Fresh(), cluster, NullLogger.Instance));

    protected override async Task<IGatewayListProvider> OpenGateways(string cluster) => Opened(
        new DynamoDbGateways(_table ??= await DynamoDbTables.Fresh(), cluster, TimeSpan.FromMinutes(1), NullLogger.Instance));

    protected override ValueTask CleanUp()
    {
        foreach (var one in _open)
            one.Dispose();
        return default;
    }

    private T Opened<T>(T one)
        where T : IDisposable
    {
        _open.Add(one);
        return one;
    }
}

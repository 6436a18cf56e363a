using Microsoft.Extensions.Logging;
using Orleans.Messaging;

namespace Tenantry.Persistence;

/// <summary>Where clients of the cluster find its silos.</summary>
internal sealed class DynamoDbGateways(DynamoDbSettings settings, string cluster, TimeSpan staleness, ILogger logger)
    : IGatewayListProvider, IDisposable
{
    private readonly DynamoDbCalls _calls = DynamoDbTable.Calls(settings, logger);

    public TimeSpan MaxStaleness => staleness;

    public bool IsUpdatable => true;

    public Task InitializeGatewayListProvider()
    {
        _calls.Open();
        return Task.CompletedTask;
    }

    public Task<IList<Uri>> GetGateways() => GetGatewaysAsync(default);

    public async Task<IList<Uri>> GetGatewaysAsync(CancellationToken cancellationToken)
    {
        var data = await DynamoDbMembershipTable.Find(_calls, settings.Table, cluster, _ => true, cancellationToken);
        return
        [
            .. (data?.Members ?? []).Select(member => member.Item1)
                .Where(silo => silo is { Status: SiloStatus.Active, ProxyPort: > 0 })
                .Select(silo => SiloAddress.New(silo.SiloAddress.Endpoint.Address, silo.ProxyPort, silo.SiloAddress.Generation).ToGatewayUri()),
        ];
    }

    public void Dispose() => _calls.Dispose();
}

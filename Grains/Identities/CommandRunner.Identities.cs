namespace Tenantry.Grains;

internal sealed partial class CommandRunner
{
    private Task<Result<PoolUserView>> Run(RetryPoolUser retry) => grains.PoolUser(retry.User).Retry(retry.Actor);
}

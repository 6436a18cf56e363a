namespace Tenantry.Grains;

internal sealed partial class UserGrain
{
    public Task<PoolAccount> GetPoolAccount() => Task.FromResult(new PoolAccount
    {
        Exists = State.Created,
        Email = State.Email,
        EmailVerified = State.EmailVerified,
        Enabled = !State.Standing.Disabled,
        Organizations = State.Organizations,
    });

    /// <summary>What a change of the account announces to the pool outside: nothing when there is none.</summary>
    private Message[] TellPool(PoolNews? news = null) => HasPool ? [new FollowPoolUser(Id, (news ?? new PoolNews()) with { IsFromAccount = true })] : [];
}

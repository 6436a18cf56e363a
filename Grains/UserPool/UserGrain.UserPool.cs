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

    // Many commands change what the pool knows. Who makes an account or joins it to an organization has more to tell, and does.
    protected override IEnumerable<Message> Announces(UserState next) => State.Created && Seen(next) != Seen(State) ? TellPool() : [];

    private static (bool, string, bool, bool) Seen(UserState state)
        => (state.Created, state.Email, state.EmailVerified, state.Standing.Disabled);

    /// <summary>What a change of the account announces to the pool outside: nothing when there is none.</summary>
    private Message[] TellPool(PoolNews? news = null) => HasPool ? [new FollowPoolUser(Id, (news ?? new PoolNews()) with { IsFromAccount = true })] : [];
}

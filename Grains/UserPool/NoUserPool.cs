namespace Tenantry.Grains;

/// <summary>Accounts are kept here alone.</summary>
internal sealed class NoUserPool : IUserPool
{
    public string? Provider => null;

    public string Issuer => throw None();

    public Task<PoolIdentity> MakeUser(PoolUser user, CancellationToken cancellation) => throw None();

    public Task UpdateUser(string name, PoolUser user, CancellationToken cancellation) => throw None();

    public Task SetPassword(string name, string password, CancellationToken cancellation) => throw None();

    public Task SetEnabled(string name, bool enabled, CancellationToken cancellation) => throw None();

    public Task MakeGroup(OrganizationId organization, CancellationToken cancellation) => throw None();

    public Task Join(string name, OrganizationId organization, CancellationToken cancellation) => throw None();

    public Task Leave(string name, OrganizationId organization, CancellationToken cancellation) => throw None();

    public Task DeleteUser(string name, CancellationToken cancellation) => throw None();

    private static InvalidOperationException None() => new("There is no user pool.");
}

using System.Collections.Concurrent;

namespace Tenantry.Grains.Tests;

/// <summary>A pool in memory, which fails as a test asks it to.</summary>
internal sealed class RecordingPool : IUserPool
{
    private readonly ConcurrentQueue<string> _calls = new();

    public string Provider => "recorded";

    public string Issuer => "https://pool.example";

    /// <summary>Throws for the calls that a test picks, before they take effect.</summary>
    public Action<string>? Fails { get; set; }

    /// <summary>What was done about a user, in order.</summary>
    public IReadOnlyList<string> CallsAbout(string email) => [.. _calls.Where(call => call.Contains(email, StringComparison.Ordinal))];

    public Task<PoolIdentity> MakeUser(PoolUser user, CancellationToken cancellation)
    {
        Do($"make {user.Email} {user.Role} in {user.Home}");
        return Task.FromResult(new PoolIdentity($"name-of-{user.Email}", $"sub-of-{user.Email}"));
    }

    public Task UpdateUser(string name, PoolUser user, CancellationToken cancellation) => Do($"update {name} {user.Role} verified={user.EmailVerified}");

    public Task SetPassword(string name, string password, CancellationToken cancellation) => Do($"password {name} {password}");

    public Task SetEnabled(string name, bool enabled, CancellationToken cancellation) => Do($"enabled {name} {enabled}");

    public Task MakeGroup(OrganizationId organization, CancellationToken cancellation) => Do($"group {organization}");

    public Task Join(string name, OrganizationId organization, CancellationToken cancellation) => Do($"join {name} {organization}");

    public Task Leave(string name, OrganizationId organization, CancellationToken cancellation) => Do($"leave {name} {organization}");

    public Task DeleteUser(string name, CancellationToken cancellation) => Do($"delete {name}");

    private Task Do(string call)
    {
        Fails?.Invoke(call);
        _calls.Enqueue(call);
        return Task.CompletedTask;
    }
}

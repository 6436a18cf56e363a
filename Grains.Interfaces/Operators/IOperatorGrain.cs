using Orleans.Concurrency;

namespace Tenantry.Grains.Interfaces;

/// <summary>An account of the provider's own staff, addressed by its normalized email.</summary>
[Alias("IOperatorGrain")]
public interface IOperatorGrain : IGrainWithStringKey
{
    /// <summary>Makes the account, or gives the existing one this password.</summary>
    [Alias("Put")]
    Task<OperatorId> Put(string passwordHash);

    /// <summary>What is needed to sign in; null when there is no such account.</summary>
    [Alias("GetCredentials"), AlwaysInterleave]
    Task<OperatorCredentials?> GetCredentials();
}

/// <param name="Id">The operator.</param>
/// <param name="PasswordHash">The hash to check a password against.</param>
[GenerateSerializer, Immutable, Alias("OperatorCredentials")]
public sealed record OperatorCredentials([property: Id(0)] OperatorId Id, [property: Id(1)] string PasswordHash)
{
    public override string ToString() => Id.Value;
}

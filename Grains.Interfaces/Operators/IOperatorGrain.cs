using Orleans.Concurrency;

namespace Tenantry.Grains.Interfaces;

/// <summary>
/// An account of the provider's own staff: profile and credentials. Who belongs to the staff and with which role is decided by
/// <see cref="IStaffGrain"/>, which tells it by messages that carry an order number; older ones than the last are ignored.
/// </summary>
[Alias("IOperatorGrain")]
public interface IOperatorGrain : IAccountGrain
{
    /// <summary>Makes the account; called by the staff's outbox only. Repeating it changes nothing.</summary>
    [Alias("Create")]
    Task Create(NewOperator account, long order);

    /// <summary>Follows a decision about the account; called by the staff's outbox only.</summary>
    [Alias("Follow")]
    Task Follow(OperatorDecision decision, long order);

    /// <summary>Ends the account for good; called by the staff's outbox only.</summary>
    [Alias("Remove")]
    Task Remove(long order);

    /// <summary>The operator. Errors: <see cref="ErrorCode.OperatorNotFound"/>.</summary>
    [Alias("Get"), AlwaysInterleave]
    Task<Result<OperatorView>> Get();

    /// <summary>What is needed to sign in; null when there is no such account, or it is disabled.</summary>
    [Alias("GetCredentials"), AlwaysInterleave]
    Task<OperatorCredentials?> GetCredentials();

    /// <summary>Gives the account another password and ends all its sessions. Errors: <see cref="ErrorCode.OperatorNotFound"/>.</summary>
    [Alias("SetPassword")]
    Task<Result<Done>> SetPassword(string passwordHash, Actor actor);

    /// <summary>
    /// The role that a token of the operator stands for, of this very moment; null when the token is not good any more: the account
    /// is gone or disabled, or the session was ended. Asked on every request.
    /// </summary>
    /// <param name="session">The session; null for the dashboard's cookie.</param>
    /// <param name="began">When the session began.</param>
    [Alias("Admits"), AlwaysInterleave]
    ValueTask<OperatorRole?> Admits(SessionId? session, DateTimeOffset began);
}

/// <param name="Id">The operator.</param>
/// <param name="PasswordHash">The hash to check a password against.</param>
[GenerateSerializer, Immutable, Alias("OperatorCredentials")]
public sealed record OperatorCredentials([property: Id(0)] OperatorId Id, [property: Id(1)] string PasswordHash)
{
    public override string ToString() => Id.Value;
}

/// <summary>An operator to be made.</summary>
[GenerateSerializer, Immutable, Alias("NewOperator")]
public sealed record NewOperator
{
    [Id(0)]
    public required OperatorId Id { get; init; }

    /// <summary>The address as typed.</summary>
    [Id(1)]
    public required string Email { get; init; }

    /// <summary>The normalized address.</summary>
    [Id(2)]
    public required string EmailKey { get; init; }

    [Id(3)]
    public string? Name { get; init; }

    [Id(4)]
    public required OperatorRole Role { get; init; }

    [Id(5)]
    public required string PasswordHash { get; init; }

    public override string ToString() => Id.Value;
}

/// <summary>What was decided about an operator.</summary>
[GenerateSerializer, Immutable, Alias("OperatorDecision")]
public sealed record OperatorDecision
{
    [Id(0)]
    public required OperatorRole Role { get; init; }

    [Id(1)]
    public required bool Disabled { get; init; }

    /// <summary>The new name; null to leave it.</summary>
    [Id(2)]
    public string? Name { get; init; }
}

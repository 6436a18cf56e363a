using Orleans.Concurrency;

namespace Tenantry.Grains.Interfaces;

/// <summary>
/// The provider's own staff, there is one: it decides who belongs to it, with which role and which address, and keeps an enabled
/// admin. The accounts follow by its outbox.
/// </summary>
[Alias("IStaffGrain")]
public interface IStaffGrain : IGrainWithStringKey
{
    /// <summary>
    /// Takes an operator in. Repeating it changes nothing. Errors: <see cref="ErrorCode.EmailTaken"/>,
    /// <see cref="ErrorCode.CapacityReached"/>.
    /// </summary>
    [Alias("Add")]
    Task<Result<Done>> Add(NewOperator account, Actor actor);

    /// <summary>
    /// Changes an operator. Errors: <see cref="ErrorCode.OperatorNotFound"/>, <see cref="ErrorCode.LastOperator"/>,
    /// <see cref="ErrorCode.RevisionMismatch"/>.
    /// </summary>
    /// <param name="id">The operator.</param>
    /// <param name="changes">What to change.</param>
    /// <param name="ifRevision">The account's revision that the caller has seen; null to change whatever there is.</param>
    /// <param name="actor">Who asks.</param>
    [Alias("Change")]
    Task<Result<Done>> Change(OperatorId id, OperatorChanges changes, long? ifRevision, Actor actor);

    /// <summary>
    /// Ends the account. Repeating it is not found. Errors: <see cref="ErrorCode.OperatorNotFound"/>,
    /// <see cref="ErrorCode.LastOperator"/>.
    /// </summary>
    [Alias("Remove")]
    Task<Result<Done>> Remove(OperatorId id, Actor actor);

    /// <summary>Whose address this is; null when it is nobody's.</summary>
    /// <param name="email">A normalized email address.</param>
    [Alias("Find"), AlwaysInterleave]
    Task<OperatorId?> Find(string email);

    /// <summary>Whether anybody belongs to the staff.</summary>
    [Alias("IsManned"), AlwaysInterleave]
    Task<bool> IsManned();

    /// <summary>Waits until everything announced so far was received, at most <paramref name="timeout"/>; tells whether it was.</summary>
    [Alias("Settled"), AlwaysInterleave]
    Task<bool> Settled(TimeSpan timeout);
}

/// <summary>Changes to an operator; what is null is left as it is.</summary>
[GenerateSerializer, Immutable, Alias("OperatorChanges")]
public sealed record OperatorChanges
{
    [Id(0)]
    public OperatorRole? Role { get; init; }

    [Id(1)]
    public string? Name { get; init; }

    [Id(2)]
    public bool? Disabled { get; init; }
}

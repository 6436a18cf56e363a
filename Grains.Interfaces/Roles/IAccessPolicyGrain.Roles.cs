using System.Collections.Immutable;
using Orleans.Concurrency;

namespace Tenantry.Grains.Interfaces;

public partial interface IAccessPolicyGrain
{
    /// <summary>All roles: the built-in ones, the least first, then the custom ones in the order of their keys.</summary>
    [Alias("ListRoles"), AlwaysInterleave]
    Task<ImmutableArray<RoleView>> ListRoles();

    /// <summary>A role by its key. Errors: <see cref="ErrorCode.RoleNotFound"/>.</summary>
    [Alias("GetRole"), AlwaysInterleave]
    Task<Result<RoleView>> GetRole(string key);

    /// <summary>
    /// Makes a custom role or replaces it; repeating it changes nothing. Errors: <see cref="ErrorCode.ValidationFailed"/>,
    /// <see cref="ErrorCode.RevisionMismatch"/>, <see cref="ErrorCode.CapacityReached"/>, <see cref="ErrorCode.RoleAboveOwn"/>.
    /// </summary>
    /// <param name="key">The role's key.</param>
    /// <param name="content">What it is to be.</param>
    /// <param name="ifRevision">The revision the caller has seen; null to replace whatever there is.</param>
    /// <param name="actor">Who asks, and must have every permission that the role has or had.</param>
    [Alias("PutRole")]
    Task<Result<RoleView>> PutRole(string key, RoleContent content, long? ifRevision, Actor actor);

    /// <summary>
    /// Deletes a custom role. Members who still name it hold nothing by it. Errors: <see cref="ErrorCode.RoleNotFound"/>,
    /// <see cref="ErrorCode.RoleInUse"/> while a team holds it, <see cref="ErrorCode.RoleAboveOwn"/>.
    /// </summary>
    [Alias("DeleteRole")]
    Task<Result<Done>> DeleteRole(string key, Actor actor);
}

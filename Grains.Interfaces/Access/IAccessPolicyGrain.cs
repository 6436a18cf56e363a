using System.Collections.Immutable;
using Orleans.Concurrency;

namespace Tenantry.Grains.Interfaces;

/// <summary>
/// Who may do what in one organization: holds what its custom roles and its teams grant, follows the organization's terms, and
/// judges every request. Its answers are a pure function of committed snapshots and are never cached by time.
/// </summary>
[Alias("IAccessPolicyGrain")]
public partial interface IAccessPolicyGrain : IGrainWithStringKey
{
    /// <summary>Whether a user has a permission of Tenantry's own. Asked on every request, so it answers as little as it can.</summary>
    /// <param name="user">Who asks.</param>
    /// <param name="secondFactor">Whether they signed in with a second factor.</param>
    /// <param name="permission">What for.</param>
    /// <param name="project">The project it is about; null for the organization itself.</param>
    [Alias("Judge"), AlwaysInterleave]
    ValueTask<Verdict> Judge(UserId user, bool secondFactor, Permission permission, ProjectId? project);

    /// <summary>Whether a server with an API key may do something here. Asked on every request.</summary>
    /// <param name="granted">Whether the key has the permission's scope.</param>
    /// <param name="permission">What for.</param>
    /// <param name="project">The project it is about; null for the organization itself.</param>
    [Alias("JudgeKey"), AlwaysInterleave]
    ValueTask<Verdict> JudgeKey(bool granted, Permission permission, ProjectId? project);

    /// <summary>
    /// Answers up to <see cref="AccessQuestion.MostAtOnce"/> questions, in order. Errors: <see cref="ErrorCode.ValidationFailed"/>
    /// for a permission that nobody defines.
    /// </summary>
    [Alias("Check"), AlwaysInterleave]
    Task<Result<ImmutableArray<AccessAnswer>>> Check(ImmutableArray<AccessQuestion> questions);

    /// <summary>Answers one question with everything that led to the answer. Errors: those of <see cref="Check"/>.</summary>
    [Alias("Explain"), AlwaysInterleave]
    Task<Result<AccessExplanation>> Explain(AccessQuestion question);

    /// <summary>
    /// Whether somebody may give or take away these roles: nobody gives or takes what they do not hold themselves. Admins hold
    /// everything, operators stand above it, and an API key holds its scopes. Errors: <see cref="ErrorCode.RoleAboveOwn"/>,
    /// <see cref="ErrorCode.RoleNotFound"/>, <see cref="ErrorCode.OrganizationNotFound"/> for a stranger.
    /// </summary>
    [Alias("MayGrant"), AlwaysInterleave]
    Task<Result<Done>> MayGrant(Actor actor, RoleSet roles);

    /// <summary>As <see cref="MayGrant"/>, for the scopes of an API key.</summary>
    [Alias("MayGrantScopes"), AlwaysInterleave]
    Task<Result<Done>> MayGrantScopes(Actor actor, ImmutableArray<string> scopes);

    /// <summary>Follows the organization: its status, features and limits. Older terms than those at hand are ignored.</summary>
    [Alias("Follow")]
    Task Follow(OrganizationTerms terms);

    /// <summary>Waits until everything announced so far was received, at most <paramref name="timeout"/>; tells whether it was.</summary>
    [Alias("Settled"), AlwaysInterleave]
    Task<bool> Settled(TimeSpan timeout);
}

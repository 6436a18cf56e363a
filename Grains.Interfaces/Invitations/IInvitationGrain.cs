namespace Tenantry.Grains.Interfaces;

/// <summary>One invitation to one organization. The organization decides what becomes of it.</summary>
[Alias("IInvitationGrain")]
public partial interface IInvitationGrain : IGrainWithStringKey
{
    /// <summary>
    /// Makes a fresh single-use token, of which only a hash is kept, for the one who sends it; null when the invitation is not
    /// pending any more.
    /// </summary>
    [Alias("IssueToken")]
    Task<string?> IssueToken();
}

using Orleans.Concurrency;

namespace Tenantry.Grains.Interfaces;

/// <summary>Reads lists, each from the partition that holds its records. Keeps nothing itself.</summary>
[Alias("IListsGrain")]
public partial interface IListsGrain : IGrainWithIntegerKey
{
    /// <summary>Organizations in the order they were founded.</summary>
    [Alias("Organizations"), AlwaysInterleave]
    Task<Page<DirectoryEntry>> Organizations(string? after, int limit);

    /// <summary>Members of an organization in the order their accounts were made.</summary>
    [Alias("Members"), AlwaysInterleave]
    Task<Page<MemberView>> Members(OrganizationId organization, string? after, int limit);

    /// <summary>Mails that wait or are parked, in the order they were ordered.</summary>
    [Alias("UnsentMails"), AlwaysInterleave]
    Task<Page<MailView>> UnsentMails(string? after, int limit);
}

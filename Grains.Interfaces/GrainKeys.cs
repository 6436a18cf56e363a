namespace Tenantry.Grains.Interfaces;

/// <summary>The one place where grain keys are made.</summary>
public static class GrainKeys
{
    public static IOrganizationGrain Organization(this IGrainFactory grains, OrganizationId id)
        => grains.GetGrain<IOrganizationGrain>(TypedId.Key(id));

    public static IUserGrain User(this IGrainFactory grains, UserId id)
        => grains.GetGrain<IUserGrain>(TypedId.Key(id));

    public static IMembershipGrain Membership(this IGrainFactory grains, OrganizationId organization, UserId user)
        => grains.GetGrain<IMembershipGrain>($"{TypedId.Key(organization)}/{TypedId.Key(user)}");

    public static IProjectGrain Project(this IGrainFactory grains, OrganizationId organization, ProjectId project)
        => grains.GetGrain<IProjectGrain>($"{TypedId.Key(organization)}/{TypedId.Key(project)}");

    /// <param name="grains">The grains.</param>
    /// <param name="email">A normalized email address. It can hold a slash, which would split the key, so it is escaped.</param>
    public static IClaimGrain EmailClaim(this IGrainFactory grains, string email)
        => grains.GetGrain<IClaimGrain>(EmailClaimKey(email));

    /// <param name="grains">The grains.</param>
    /// <param name="slug">A normalized slug.</param>
    public static IClaimGrain SlugClaim(this IGrainFactory grains, string slug)
        => grains.GetGrain<IClaimGrain>(SlugClaimKey(slug));

    /// <summary>The key of the claim on a normalized email address, by which its holder is challenged.</summary>
    public static string EmailClaimKey(string email) => $"email:{Escape(email)}";

    /// <summary>The key of the claim on a normalized slug, by which its holder is challenged.</summary>
    public static string SlugClaimKey(string slug) => $"slug:{Escape(slug)}";

    public static IEventLogGrain EventLog(this IGrainFactory grains, OrganizationId organization)
        => grains.GetGrain<IEventLogGrain>(TypedId.Key(organization));

    public static IDirectoryGrain Directory(this IGrainFactory grains) => grains.GetGrain<IDirectoryGrain>(0);

    public static IListsGrain Lists(this IGrainFactory grains) => grains.GetGrain<IListsGrain>(0);

    public static IPlanCatalogGrain Plans(this IGrainFactory grains) => grains.GetGrain<IPlanCatalogGrain>("plans");

    public static ISessionGrain Session(this IGrainFactory grains, SessionId id)
        => grains.GetGrain<ISessionGrain>(TypedId.Key(id));

    /// <param name="grains">The grains.</param>
    /// <param name="email">A normalized email address.</param>
    public static IOperatorGrain Operator(this IGrainFactory grains, string email)
        => grains.GetGrain<IOperatorGrain>(Escape(email));

    /// <param name="grains">The grains.</param>
    /// <param name="kind">What is throttled, for example <c>login</c>.</param>
    /// <param name="target">Against what, for example a normalized email address.</param>
    public static IThrottleGrain Throttle(this IGrainFactory grains, string kind, string target)
        => grains.GetGrain<IThrottleGrain>($"{kind}:{Escape(target)}");

    public static ICommandGrain Commands(this IGrainFactory grains) => grains.GetGrain<ICommandGrain>(0);

    /// <param name="grains">The grains.</param>
    /// <param name="caller">The caller's id, or <c>public</c>.</param>
    /// <param name="route">The method and route template.</param>
    /// <param name="key">The caller's idempotency key, at most 255 characters.</param>
    public static IRequestGrain Request(this IGrainFactory grains, string caller, string route, string key)
        => grains.GetGrain<IRequestGrain>($"{Escape(caller)}:{Escape(route)}:{Escape(key)}");

    public static ISweeperGrain Sweeper(this IGrainFactory grains, int shard) => grains.GetGrain<ISweeperGrain>(shard);

    private static string Escape(string text)
        => string.IsNullOrEmpty(text) ? throw new ArgumentException("An empty text is no grain key.", nameof(text)) : Uri.EscapeDataString(text);
}

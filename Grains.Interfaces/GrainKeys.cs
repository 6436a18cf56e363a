using System.Security.Cryptography;
using System.Text;

namespace Tenantry.Grains.Interfaces;

/// <summary>The one place where grain keys are made.</summary>
public static class GrainKeys
{
    public static IOrganizationGrain Organization(this IGrainFactory grains, OrganizationId id)
        => grains.Find<IOrganizationGrain>(TypedId.Key(id));

    public static IUserGrain User(this IGrainFactory grains, UserId id)
        => grains.Find<IUserGrain>(UserKey(id));

    /// <summary>
    /// The key of a user's grain. Its first part is the id's last character, which is random: users lie in as many partitions as
    /// there are such characters, so that they can be listed and no partition holds them all.
    /// </summary>
    public static string UserKey(UserId id)
    {
        var text = TypedId.Key(id);
        return string.Concat(text.AsSpan(text.Length - 1), "/", text);
    }

    public static IMembershipGrain Membership(this IGrainFactory grains, OrganizationId organization, UserId user)
        => grains.Find<IMembershipGrain>($"{TypedId.Key(organization)}/{TypedId.Key(user)}");

    public static IProjectGrain Project(this IGrainFactory grains, OrganizationId organization, ProjectId project)
        => grains.Find<IProjectGrain>($"{TypedId.Key(organization)}/{TypedId.Key(project)}");

    /// <summary>For its project only, which knows that the environment is its own.</summary>
    public static IEnvironmentGrain Environment(this IGrainFactory grains, OrganizationId organization, EnvironmentId environment)
        => grains.Find<IEnvironmentGrain>($"{TypedId.Key(organization)}/{TypedId.Key(environment)}");

    public static IEnvironmentKeysGrain EnvironmentKeys(this IGrainFactory grains) => grains.GetGrain<IEnvironmentKeysGrain>(0);

    public static IProjectRosterGrain ProjectRoster(this IGrainFactory grains) => grains.GetGrain<IProjectRosterGrain>(0);

    /// <param name="grains">The grains.</param>
    /// <param name="email">A normalized email address. It can hold a slash, which would split the key, so it is escaped.</param>
    public static IClaimGrain EmailClaim(this IGrainFactory grains, string email)
        => grains.Find<IClaimGrain>(EmailClaimKey(email));

    /// <param name="grains">The grains.</param>
    /// <param name="slug">A normalized slug.</param>
    public static IClaimGrain SlugClaim(this IGrainFactory grains, string slug)
        => grains.Find<IClaimGrain>(SlugClaimKey(slug));

    /// <summary>The key of the claim on a normalized email address, by which its holder is challenged.</summary>
    public static string EmailClaimKey(string email) => $"email:{Escape(email)}";

    /// <summary>The key of the claim on a normalized slug, by which its holder is challenged.</summary>
    public static string SlugClaimKey(string slug) => $"slug:{Escape(slug)}";

    /// <summary>The key of the claim on a product's own id of an organization.</summary>
    public static string ExternalIdClaimKey(string externalId) => $"external-id:{Escape(externalId)}";

    /// <summary>The key of the claim on a normalized domain.</summary>
    public static string DomainClaimKey(string domain) => $"domain:{Escape(domain)}";

    /// <param name="grains">The grains.</param>
    /// <param name="key">A claim's key, as one of the methods here makes it.</param>
    public static IClaimGrain Claim(this IGrainFactory grains, string key) => grains.Find<IClaimGrain>(key);

    /// <exception cref="ArgumentException">It names no log: once written there, the feed of all logs could not be read again.</exception>
    public static IEventLogGrain EventLog(this IGrainFactory grains, LogId log)
        => grains.Find<IEventLogGrain>(
            LogId.TryParse(log.Value, null, out _) ? log.Value : throw new ArgumentException($"'{log.Value}' names no log.", nameof(log)));

    /// <param name="grains">The grains.</param>
    /// <param name="log">The log that it is an export of; its exports lie in one partition.</param>
    /// <param name="id">The export.</param>
    public static IAuditExportGrain AuditExport(this IGrainFactory grains, LogId log, ExportId id)
        => grains.Find<IAuditExportGrain>($"{log.Value}/{TypedId.Key(id)}");

    public static IEventFeedGrain EventFeed(this IGrainFactory grains) => grains.Find<IEventFeedGrain>("all");

    public static IEventConnectorGrain EventConnector(this IGrainFactory grains) => grains.Find<IEventConnectorGrain>("bus");

    public static IDirectoryGrain Directory(this IGrainFactory grains) => grains.GetGrain<IDirectoryGrain>(0);

    public static IListsGrain Lists(this IGrainFactory grains) => grains.GetGrain<IListsGrain>(0);

    public static IPlanCatalogGrain Plans(this IGrainFactory grains) => grains.Find<IPlanCatalogGrain>("plans");

    public static IProductGrain Product(this IGrainFactory grains) => grains.Find<IProductGrain>("product");

    public static IFreezeGrain Freeze(this IGrainFactory grains) => grains.GetGrain<IFreezeGrain>(0);

    public static IAccessPolicyGrain AccessPolicy(this IGrainFactory grains, OrganizationId organization)
        => grains.Find<IAccessPolicyGrain>(TypedId.Key(organization));

    public static ITeamGrain Team(this IGrainFactory grains, OrganizationId organization, TeamId team)
        => grains.Find<ITeamGrain>($"{TypedId.Key(organization)}/{TypedId.Key(team)}");

    public static IRosterGrain Rosters(this IGrainFactory grains) => grains.GetGrain<IRosterGrain>(0);
    public static IUsageGrain Usage(this IGrainFactory grains, OrganizationId organization)
        => grains.Find<IUsageGrain>(TypedId.Key(organization));

    public static IUsageIdsGrain UsageIds(this IGrainFactory grains) => grains.GetGrain<IUsageIdsGrain>(0);

    public static IProfileGrain Profile(this IGrainFactory grains, OrganizationId organization)
        => grains.Find<IProfileGrain>(TypedId.Key(organization));

    public static IInvitationGrain Invitation(this IGrainFactory grains, OrganizationId organization, InvitationId invitation)
        => grains.Find<IInvitationGrain>($"{TypedId.Key(organization)}/{TypedId.Key(invitation)}");

    /// <summary>All mails have the first part in common, so that those on their way lie in one partition.</summary>
    public static IMailGrain Mail(this IGrainFactory grains, MailId id)
        => grains.Find<IMailGrain>($"out/{TypedId.Key(id)}");

    public static IPoolUserGrain PoolUser(this IGrainFactory grains, UserId user)
        => grains.Find<IPoolUserGrain>(TypedId.Key(user));

    public static IPoolGroupGrain PoolGroup(this IGrainFactory grains, OrganizationId organization)
        => grains.Find<IPoolGroupGrain>(TypedId.Key(organization));

    /// <summary>All have the first part in common, so that those to be shown lie in one partition.</summary>
    public static IPoolFaultGrain PoolFault(this IGrainFactory grains, UserId user)
        => grains.Find<IPoolFaultGrain>($"out/{TypedId.Key(user)}");

    /// <param name="grains">The grains.</param>
    /// <param name="issuer">The issuer, as its tokens name it.</param>
    /// <param name="subject">Who it is to this issuer. Both are hashed: they can be long, and hold anything.</param>
    public static IIdentityLinkGrain IdentityLink(this IGrainFactory grains, string issuer, string subject)
        => grains.Find<IIdentityLinkGrain>(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{issuer.Length}:{issuer}{subject}"))));

    /// <param name="grains">The grains.</param>
    /// <param name="organization">The organization.</param>
    /// <param name="email">A normalized email address.</param>
    public static IInvitedEmailGrain InvitedEmail(this IGrainFactory grains, OrganizationId organization, string email)
        => grains.Find<IInvitedEmailGrain>($"{TypedId.Key(organization)}/{Escape(email)}");

    /// <param name="grains">The grains.</param>
    /// <param name="holder">The id of the user or operator who signed in; their sessions lie in one partition.</param>
    /// <param name="id">The session.</param>
    public static ISessionGrain Session(this IGrainFactory grains, string holder, SessionId id)
        => grains.Find<ISessionGrain>($"{Escape(holder)}/{TypedId.Key(id)}");

    /// <param name="grains">The grains.</param>
    /// <param name="organization">The organization whose keys they are; null for those of the platform.</param>
    public static IApiKeysGrain ApiKeys(this IGrainFactory grains, OrganizationId? organization)
        => grains.Find<IApiKeysGrain>(ApiKeyOwner(organization));

    /// <param name="grains">The grains.</param>
    /// <param name="organization">The organization whose key it is; null for one of the platform.</param>
    /// <param name="id">The key.</param>
    public static IApiKeyGrain ApiKey(this IGrainFactory grains, OrganizationId? organization, ApiKeyId id)
        => grains.Find<IApiKeyGrain>($"{ApiKeyOwner(organization)}/{TypedId.Key(id)}");

    /// <param name="grains">The grains.</param>
    /// <param name="organization">The organization whose endpoints they are; null for those of the platform.</param>
    public static IWebhooksGrain Webhooks(this IGrainFactory grains, OrganizationId? organization)
        => grains.Find<IWebhooksGrain>(WebhookOwner(organization));

    /// <param name="grains">The grains.</param>
    /// <param name="organization">The organization whose endpoint it is; null for one of the platform.</param>
    /// <param name="id">The endpoint.</param>
    public static IWebhookGrain Webhook(this IGrainFactory grains, OrganizationId? organization, WebhookId id)
        => grains.Find<IWebhookGrain>($"{WebhookOwner(organization)}/{TypedId.Key(id)}");

    /// <summary>All deliveries of an endpoint have the first part in common, so that they lie in one partition, in the order of their events.</summary>
    public static IWebhookDeliveryGrain WebhookDelivery(this IGrainFactory grains, WebhookId webhook, EventId @event)
        => grains.Find<IWebhookDeliveryGrain>($"{TypedId.Key(webhook)}/{TypedId.Key(@event)}");

    /// <summary>The first part of the key of an endpoint's grain, by which the endpoints of one owner lie in one partition.</summary>
    public static string WebhookOwner(OrganizationId? organization) => ApiKeyOwner(organization);

    /// <summary>The first part of the key of an API key's grain, by which the keys of one owner lie in one partition.</summary>
    public static string ApiKeyOwner(OrganizationId? organization) => organization is { } id ? TypedId.Key(id) : "platform";

    public static IClientsGrain Clients(this IGrainFactory grains) => grains.Find<IClientsGrain>("clients");

    /// <param name="grains">The grains.</param>
    /// <param name="email">A normalized email address.</param>
    public static IOperatorGrain Operator(this IGrainFactory grains, string email)
        => grains.Find<IOperatorGrain>(Escape(email));
    /// <summary>All operators have the first part in common, so that they lie in one partition.</summary>
    public static IOperatorGrain Operator(this IGrainFactory grains, OperatorId id)
        => grains.Find<IOperatorGrain>($"staff/{TypedId.Key(id)}");

    public static IStaffGrain Staff(this IGrainFactory grains) => grains.Find<IStaffGrain>("staff");

    /// <param name="grains">The grains.</param>
    /// <param name="kind">What is throttled, for example <c>login</c>.</param>
    /// <param name="target">Against what, for example a normalized email address.</param>
    public static IThrottleGrain Throttle(this IGrainFactory grains, string kind, string target)
        => grains.Find<IThrottleGrain>($"{kind}:{Escape(target)}");

    public static ICommandGrain Commands(this IGrainFactory grains) => grains.GetGrain<ICommandGrain>(0);

    /// <param name="grains">The grains.</param>
    /// <param name="caller">The caller's id, or <c>public</c>.</param>
    /// <param name="route">The method and route template.</param>
    /// <param name="key">The caller's idempotency key, at most 255 characters.</param>
    public static IRequestGrain Request(this IGrainFactory grains, string caller, string route, string key)
        => grains.Find<IRequestGrain>($"{Escape(caller)}:{Escape(route)}:{Escape(key)}");

    /// <param name="grains">The grains.</param>
    /// <param name="number">Any; calls with different ones go by different gateways.</param>
    public static IPulseGrain Pulse(this IGrainFactory grains, int number) => grains.GetGrain<IPulseGrain>(number);

    public static ISweeperGrain Sweeper(this IGrainFactory grains, int shard) => grains.GetGrain<ISweeperGrain>(shard);

    // GetGrain looks the grain's type up by reflection every time, which costs more than the call it leads to; a reference made
    // from known types does not.
    private static T Find<T>(this IGrainFactory grains, string key)
        where T : class, IGrainWithStringKey
    {
        if (Shape<T>.Known is { } known)
            return (T)grains.GetGrain(GrainId.Create(known.Type, key), known.Interface);

        var found = grains.GetGrain<T>(key);
        if (found is GrainReference reference)
            Shape<T>.Known = new Shape(reference.GrainId.Type, reference.InterfaceType);
        return found;
    }

    private sealed record Shape(GrainType Type, GrainInterfaceType Interface);

    private static class Shape<T>
    {
        public static Shape? Known { get; set; }
    }

    private static string Escape(string text)
        => string.IsNullOrEmpty(text) ? throw new ArgumentException("An empty text is no grain key.", nameof(text)) : Uri.EscapeDataString(text);
}

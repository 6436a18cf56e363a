using System.Globalization;

namespace Tenantry.Grains;

/// <summary>Tells that more is in use than a limit that only warns allows.</summary>
internal static class LimitExceeded
{
    public static AppendEvents Event(IdSource ids, DateTimeOffset now, OrganizationId organization, Actor actor, string meter, long limit, long used)
        => new(organization, [TenantEvents.New(
            ids, now, EventTypes.LimitExceeded, actor, organization.Value,
            ("meter", meter), ("limit", Text(limit)), ("used", Text(used)))]);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}

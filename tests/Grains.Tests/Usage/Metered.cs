using System.Collections.Immutable;

namespace Tenantry.Grains.Tests;

/// <summary>Organizations with limits on the meters of a product.</summary>
internal static class Metered
{
    public static readonly MeterDefinition Battlecards = new() { Key = "battlecards", Kind = MeterKind.Gauge };
    public static readonly MeterDefinition Messages = new() { Key = "messages", Kind = MeterKind.Monthly };
    public static readonly MeterDefinition Imports = new() { Key = "imports", Kind = MeterKind.Total };

    private static readonly MeterDefinition[] All = [Battlecards, Messages, Imports];

    /// <summary>Founds an organization whose plan has these limits; what is named twice is soft.</summary>
    public static async Task<OrganizationId> Organization(this IGrainFactory grains, params (string Meter, long Limit, bool Soft)[] limits)
    {
        await grains.DefineMeters();
        var id = New<OrganizationId>();
        var name = $"metered-{Make.Unique()}";
        var made = await grains.Organization(id).Create(new FoundOrganization
        {
            Name = name,
            Slug = name,
            Plan = new Plan
            {
                Name = "metered",
                DisplayName = "Metered",
                Limits = limits.ToImmutableSortedDictionary(limit => limit.Meter, limit => limit.Limit, StringComparer.Ordinal),
                SoftLimits = [.. limits.Where(limit => limit.Soft).Select(limit => limit.Meter)],
            },
            Founder = new Founder { Id = New<UserId>(), Email = $"{name}@example.com", EmailKey = $"{name}@example.com", PasswordHash = "plain:" },
            Project = new NewProject { Id = New<ProjectId>(), Name = "First" },
        });
        Assert.True(made.Succeeded);
        return id;
    }

    public static Task<Outcome> Reserve(this IGrainFactory grains, OrganizationId organization, string meter, long n = 1, long? ttl = null)
        => grains.Commands().Run(new ReserveUsage { Organization = organization, Meter = meter, N = n, Ttl = ttl, Actor = Actor.System });

    public static async Task<ReservationView> Reserved(this IGrainFactory grains, OrganizationId organization, string meter, long n = 1, long? ttl = null)
    {
        var outcome = await grains.Reserve(organization, meter, n, ttl);
        Assert.Null(outcome.Error);
        return Assert.IsType<ReservationView>(outcome.Value);
    }

    public static Task<Outcome> Commit(this IGrainFactory grains, OrganizationId organization, ReservationId reservation)
        => grains.Commands().Run(new CommitReservation { Organization = organization, Reservation = reservation });

    public static Task<Outcome> Release(this IGrainFactory grains, OrganizationId organization, ReservationId reservation)
        => grains.Commands().Run(new ReleaseReservation { Organization = organization, Reservation = reservation });

    public static Task<Outcome> Count(this IGrainFactory grains, OrganizationId organization, string meter, params UsageEvent[] events)
        => grains.Commands().Run(new CountUsage { Organization = organization, Meter = meter, Events = [.. events], Actor = Actor.System });

    public static async Task<MeterUse> Used(this IGrainFactory grains, OrganizationId organization, MeterDefinition meter)
        => (await grains.Usage(organization).GetUsed()).Of(meter);

    public static T New<T>()
        where T : struct, ITypedId<T>
        => TypedId.From<T>(Guid.CreateVersion7());

    // Adds to what other tests have defined.
    private static async Task DefineMeters(this IGrainFactory grains)
    {
        while (true)
        {
            var product = await grains.Product().Get();
            if (All.All(meter => product.Meters.Contains(meter)))
                return;
            await grains.Product().Put(product with { Meters = [.. product.Meters.Union(All)] }, product.Revision, Actor.System);
        }
    }
}

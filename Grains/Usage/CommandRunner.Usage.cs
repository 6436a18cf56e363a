namespace Tenantry.Grains;

internal sealed partial class CommandRunner
{
    private const long LongestTtl = 24 * 60 * 60;
    private const long DefaultTtl = 5 * 60;

    private async Task<Result<ReservationView>> Run(ReserveUsage reserve, CommandIds ids)
    {
        var rules = new FieldRules();
        CheckUnits(rules, reserve.N);
        if (reserve.Ttl is < 1 or > LongestTtl)
            rules.Break("ttl", $"must be a whole number of seconds from 1 to {LongestTtl}");
        if (rules.AreBroken) return rules.ToError();

        var reservation = new NewReservation
        {
            Id = ids.For<ReservationId>("reservation"),
            N = reserve.N,
            Ttl = TimeSpan.FromSeconds(reserve.Ttl ?? DefaultTtl),
        };
        var organization = grains.Organization(reserve.Organization);
        return reserve.Meter is Meters.Users or Meters.Projects
            ? await organization.HoldRoom(reserve.Meter, reservation, reserve.Actor)
            : await organization.Reserve(reserve.Meter, reservation, reserve.Actor);
    }

    private async Task<Result<ReservationView>> Run(CommitReservation commit)
    {
        var result = await grains.Usage(commit.Organization).CommitReservation(commit.Reservation);
        return result.Error?.Code == ErrorCode.ReservationNotFound
            && (await grains.Organization(commit.Organization).GetHold(commit.Reservation)).Value is { } hold
            ? Errors.MeterUse($"A reservation of '{hold.Meter}' is committed by making the thing with it.")
            : result;
    }

    private async Task<Result<ReservationView>> Run(ReleaseReservation release)
    {
        // Most are the product's; the organization's own end there, and are remembered with the others.
        var result = await grains.Usage(release.Organization).ReleaseReservation(release.Reservation);
        return result.Error?.Code == ErrorCode.ReservationNotFound
            ? await Settled(release.Organization, grains.Organization(release.Organization).ReleaseHold(release.Reservation))
            : result;
    }

    private async Task<Result<MeterUsageView>> Run(GiveBackUsage giveBack, CommandIds ids)
    {
        var rules = new FieldRules();
        CheckUnits(rules, giveBack.N);
        return rules.AreBroken
            ? rules.ToError()
            : await grains.Organization(giveBack.Organization).GiveBack(giveBack.Meter, ids.For<ReservationId>("give back"), giveBack.N);
    }

    private static void CheckUnits(FieldRules rules, long n)
    {
        if (n is < 1 or > UsageEvents.MostUnits)
            rules.Break("n", $"must be a whole number from 1 to {UsageEvents.MostUnits}");
    }
}

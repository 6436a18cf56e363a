using System.Collections.Immutable;

namespace Tenantry.Grains;

internal sealed partial class OrganizationGrain
{
    public async Task<Result<ImmutableArray<MeterUsageView>>> GetUsage()
    {
        if (!State.Exists()) return Errors.OrganizationNotFound(Id);

        var product = await Grains.Product().Get();
        var used = await Grains.Usage(Id).GetUsed();
        return ImmutableArray.CreateRange(
        [
            Own(Meters.Users, State.UsedOf(Meters.Users)),
            Own(Meters.Projects, State.UsedOf(Meters.Projects)),
            Own(Meters.Environments, used: null),
            .. product.Meters.Select(meter => View(meter, used.Of(meter))),
        ]);
    }

    public async Task<Result<ReservationView>> Reserve(string meter, NewReservation reservation, Actor actor)
    {
        if (Refusal() is { } refusal) return refusal;
        var allowance = await Allowance(meter, kind => kind == MeterKind.Gauge, "only counts; report events with POST /usage/{meter}");
        if (!allowance.Succeeded) return allowance.Error;

        var result = await Grains.Usage(Id).Reserve(allowance.Value, reservation, actor);
        return result.Error is { } error ? await WithUpgrade(error) : result;
    }

    public async Task<Result<MeterUsageView>> GiveBack(string meter, ReservationId id, long n)
    {
        if (Refusal() is { } refusal) return refusal;
        var allowance = await Allowance(meter, kind => kind == MeterKind.Gauge, "only counts; nothing is given back");
        if (!allowance.Succeeded) return allowance.Error;

        var result = await Grains.Usage(Id).GiveBack(allowance.Value.Meter, id, n);
        return result.Succeeded ? View(allowance.Value.Meter, result.Value) : result.Error;
    }

    public async Task<Result<CountedView>> Count(string meter, ImmutableArray<UsageEvent> events, Actor actor)
    {
        if (Refusal() is { } refusal) return refusal;
        var allowance = await Allowance(meter, kind => kind != MeterKind.Gauge, "is reserved, committed and released, not counted");
        if (!allowance.Succeeded) return allowance.Error;

        var result = await Grains.Usage(Id).Count(allowance.Value, events, actor);
        return result.Error is { } error ? await WithUpgrade(error) : result;
    }

    private async Task<Result<MeterAllowance>> Allowance(string meter, Func<MeterKind, bool> fits, string otherwise)
    {
        if (meter is Meters.Users or Meters.Projects or Meters.Environments)
            return Errors.MeterUse($"'{meter}' is counted by Tenantry itself.");
        if ((await Grains.Product().Get()).Meters.FirstOrDefault(defined => defined.Key == meter) is not { } found)
            return Errors.MeterNotFound(meter);
        if (!fits(found.Kind)) return Errors.MeterUse($"'{meter}' {otherwise}.");

        return new MeterAllowance { Meter = found, Limit = State.LimitOf(meter), Soft = State.IsSoft(meter) };
    }

    /// <summary>Names the plan that has room for what was refused.</summary>
    private async Task<Error> WithUpgrade(Error error)
        => error.Limit is { } limit
            ? error with { Limit = limit with { UpgradeTo = await UpgradeFor(limit.Meter, limit.Used + limit.Requested - 1) } }
            : error;

    private MeterUsageView Own(string meter, long? used) => new()
    {
        Meter = meter,
        Kind = MeterKind.Gauge,
        Used = used,
        Reserved = State.HeldOf(meter),
        Limit = State.LimitOf(meter),
        Soft = State.IsSoft(meter),
    };

    private MeterUsageView View(MeterDefinition meter, MeterUse use) => new()
    {
        Meter = meter.Key,
        DisplayName = meter.DisplayName,
        Kind = meter.Kind,
        Used = use.Used,
        Reserved = use.Reserved,
        Limit = State.LimitOf(meter.Key),
        Soft = State.IsSoft(meter.Key),
        Period = meter.Kind == MeterKind.Monthly ? CalendarMonth.Of(Now) : null,
    };
}

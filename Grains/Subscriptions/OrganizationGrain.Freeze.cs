using System.Collections.Immutable;
using System.Globalization;

namespace Tenantry.Grains;

// What is beyond the limits stays and can only be read. The organization stores one line for each meter, not a mark on each item; a
// reckoning outside its turn draws it (FreezeGrain), and it holds only while the limit is exceeded.
internal sealed partial class OrganizationGrain
{
    // What can be frozen as a whole; environments are by their place in each project.
    private static readonly ImmutableArray<string> FreezableMeters = [Meters.Projects, Meters.Users];

    public Task<FreezeBasis?> GetFreezeBasis(long order)
        => Task.FromResult(State.Exists() && State.FreezeOrder < order ? Basis(State) : null);

    public async Task<OrganizationTerms> SetFreeze(ImmutableSortedDictionary<string, FreezeLine> lines, long order)
    {
        if (order <= State.FreezeOrder) return State.Terms(Revision);

        var next = (State with { Freeze = lines.WithComparers(StringComparer.Ordinal), FreezeOrder = order }).Thaw();
        var happened = FreezeEvents(next);
        if (happened.IsEmpty && FreezableMeters.All(meter => next.FrozenOf(meter) == State.FrozenOf(meter)))
            await CommitUnseen(next);
        else
            await Commit(next, [new FollowTerms(Id, next.Terms(Revision + 1)), .. happened.IsEmpty ? Array.Empty<Message>() : [new AppendEvents(Id, happened)]]);
        return State.Terms(Revision);
    }

    /// <summary>
    /// What a commit must announce that has moved what is in use, who is admin, or a limit, and has counted
    /// <see cref="OrganizationState.Order"/> up; null when nothing is frozen or to be frozen.
    /// </summary>
    private ReckonFreeze? ReckonIfOver(OrganizationState next)
        => next.IsOver(Meters.Users) || next.IsOver(Meters.Projects) || !next.Freeze.IsEmpty ? new ReckonFreeze(Id, next.Order) : null;

    private Message[] Reckoning(OrganizationState next) => ReckonIfOver(next) is { } reckon ? [reckon] : [];

    private FreezeBasis Basis(OrganizationState state) => new()
    {
        Order = state.Order,
        Exceeded = ImmutableSortedDictionary.CreateRange(
            StringComparer.Ordinal,
            FreezableMeters.Where(state.IsOver)
                .Select(meter => KeyValuePair.Create(meter, new Allowance(state.LimitOf(meter)!.Value, state.UsedOf(meter))))),
        Environments = state.IsSoft(Meters.Environments) ? null : state.LimitOf(Meters.Environments),
        Admins = state.Admins,
        Announced = AnnouncedOrdinals(),
    };

    private ImmutableDictionary<string, long?> AnnouncedOrdinals()
    {
        var announced = ImmutableDictionary.CreateBuilder<string, long?>();
        foreach (var message in Outgoing)
        {
            switch (message)
            {
                case MakeMember make:
                    announced[make.User.Value] = make.Member.Ordinal;
                    break;
                case RemoveMember remove:
                    announced[remove.User.Value] = null;
                    break;
                case MakeProject make:
                    announced[make.Project.Id.Value] = make.Project.Ordinal;
                    break;
                case ArchiveOrRestore follow:
                    announced[follow.Project.Value] = follow.ArchivedAt is null ? follow.Ordinal : null;
                    break;
            }
        }

        return announced.ToImmutable();
    }

    /// <summary>The events of what a commit freezes and thaws.</summary>
    private ImmutableArray<TenantEvent> FreezeEvents(OrganizationState next)
    {
        var (before, after) = (State.Freeze, next.Freeze);
        return
        [
            .. before.Keys.Union(after.Keys).Order(StringComparer.Ordinal)
                .Where(meter => Surplus(before, meter) != Surplus(after, meter))
                .Select(meter => Event(
                    Surplus(after, meter) > Surplus(before, meter) ? EventTypes.SubscriptionFrozen : EventTypes.SubscriptionThawed,
                    Actor.System,
                    ("meter", meter),
                    ("limit", next.LimitOf(meter) is { } limit ? Text(limit) : null),
                    ("used", Text(next.UsedOf(meter))))
                    .Changing(("surplus", Text(Surplus(before, meter)), Text(Surplus(after, meter))))),
        ];
    }

    private static long Surplus(ImmutableSortedDictionary<string, FreezeLine> lines, string meter)
        => lines.TryGetValue(meter, out var line) ? line.Surplus : 0;

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}

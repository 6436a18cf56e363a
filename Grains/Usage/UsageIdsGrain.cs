using System.Collections.Immutable;
using Orleans.Concurrency;

namespace Tenantry.Grains;

/// <summary>
/// A stateless worker that writes a whole batch into the store at once; a call to a grain for each id would cost far more than
/// the writes.
/// </summary>
[StatelessWorker, GrainType("usage-ids")]
internal sealed class UsageIdsGrain(IRecordStore store) : Grain, IUsageIdsGrain
{
    public Task RememberEvents(OrganizationId organization, string meter, ImmutableArray<string> digests, DateTimeOffset until)
    {
        var body = Body(new UsageIdState { ForgetAt = until });
        return Insert([.. digests.Select(digest => Mark(UsageMarks.OfEvent(organization, meter, digest), body, until))]);
    }

    public Task RememberReservation(OrganizationId organization, ReservationView ended, DateTimeOffset until)
        => Insert([Mark(
            UsageMarks.OfReservation(organization, ended.Id), Body(new UsageIdState { ForgetAt = until, Reservation = ended }), until)]);

    private async Task Insert(RecordWrite[] marks)
    {
        // A conflict means that it is there already, from an earlier delivery.
        foreach (var outcome in await store.Write(marks))
        {
            if (outcome.Status == WriteStatus.Refused)
                throw new StoreUnavailableException($"The store refuses to remember an id: {outcome.Reason}");
        }
    }

    private static byte[] Body(UsageIdState state) => GrainJson.ToBytes(new Record<UsageIdState> { State = state, Revision = 1, Alarm = state.ForgetAt });

    private static RecordWrite Mark(RecordKey key, byte[] body, DateTimeOffset until) => new()
    {
        Key = key,
        WriteId = RecordWrite.NewWriteId(),
        Body = body,
        Alarm = until,
        Expires = until,
    };
}

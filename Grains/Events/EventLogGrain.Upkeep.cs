using System.Globalization;

namespace Tenantry.Grains;

// What a log does by itself: it signs what it has come to, and removes what is old behind a signed checkpoint.
internal sealed partial class EventLogGrain
{
    private const int RemovedAtOnce = 50;
    private const int MostRemovals = 40;

    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    // A plan that changes is noticed the day after, since its event is something to sign; this is for what is not told.
    private static readonly TimeSpan LongestRest = TimeSpan.FromDays(30);

    private bool _lastIsSignature;
    private DateTimeOffset? _nextExpiry;

    protected override async Task Upkeep()
    {
        await SignHead();
        await RemoveOld();
    }

    protected override DateTimeOffset? UpkeepAfterAppend() => Now + Day;

    protected override DateTimeOffset? NextUpkeep() => NeedsSignature ? Earlier(Now + Day, _nextExpiry) : _nextExpiry;

    private bool NeedsSignature => Last > (Head.Checkpoint?.Statement.Sequence ?? 0) && !_lastIsSignature;

    private async Task SignHead()
    {
        if (!NeedsSignature)
            return;

        var signed = await Sign(Last, _lastId!.Value, _lastHash);
        var (statement, signature) = (signed.Statement, signed.Signature);
        await Enqueue(
        [
            TenantEvents.New(
                ids, Now, EventTypes.LogHeadSigned, Actor.System, Id.Value,
                ("hash", statement.Hash), ("id", statement.Id.Value), ("sequence", Text(statement.Sequence)), ("signature", signature)),
        ]);
        await WriteHead(head => head with { Signed = signed });
    }

    private async Task RemoveOld()
    {
        var removals = MostRemovals;
        var (last, lastId, lastHash) = (Last, _lastId, _lastHash);
        var first = (Head.Checkpoint?.Statement.Sequence ?? 0) + 1;
        _nextExpiry = null;
        if (await Retention() is { } kept)
        {
            var keep = await LogSeek.FirstArrived(Store, Id, first, last, Now - kept);
            if (keep > first)
            {
                var (beforeId, beforeHash) = keep > last ? (lastId!.Value, lastHash) : await Before(keep);
                var checkpoint = await Sign(keep - 1, beforeId, beforeHash);
                // First the checkpoint, then the pages: whatever dies between leaves a chain that begins somewhere known.
                await WriteHead(head => head with { Checkpoint = checkpoint });
            }

            if (keep <= last && await LogPages.Holding(Store, Partition, keep) is { } oldest)
                _nextExpiry = Earlier(Now + LongestRest, GrainJson.Read<LogRecord>(oldest.Body).ArrivedAt + kept + TimeSpan.FromMinutes(1));
        }

        if (!await RemovePages(removals))
            _nextExpiry = Now;
    }

    /// <summary>Removes the pages behind the checkpoint; tells whether none is left.</summary>
    private async Task<bool> RemovePages(int attempts)
    {
        if (Head.Checkpoint?.Statement.Sequence is not { } through)
            return true;

        // One is looked at first: on most days there is nothing.
        for (var atOnce = 1; attempts > 0; attempts--, atOnce = RemovedAtOnce)
        {
            var pages = await Store.ReadPartition(Partition, LogPages.BeforeAll, atOnce);
            RecordWrite[] removals =
            [
                .. from page in pages
                   where LogPages.FirstOf(page.Key.Key) <= through
                   select new RecordWrite { Key = page.Key, Expected = page.Etag, WriteId = RecordWrite.NewWriteId() },
            ];
            if (removals.Length == 0)
                return true;
            await Store.Write(removals);
        }

        return false;
    }

    private async Task<(EventId Id, string Hash)> Before(long sequence)
    {
        var page = await LogPages.Holding(Store, Partition, sequence) ?? throw new StoreUnavailableException("A page of the log was removed meanwhile.");
        var record = GrainJson.Read<LogRecord>(page.Body);
        return (record.PreviousId!.Value, record.PreviousHash);
    }

    private async Task<SignedStatement> Sign(long sequence, EventId id, string hash)
    {
        var statement = new LogStatement { Log = Id, Sequence = sequence, Id = id, Hash = hash, Time = Now };
        return new SignedStatement(statement, await signer.Sign(statement));
    }

    private async Task<TimeSpan?> Retention()
    {
        var days = Id.Organization is { } organization ? await Grains.Organization(organization).GetAuditRetentionDays()
            : Id == LogId.Operators ? settings.OperatorRetentionDays
            : settings.UserRetentionDays;
        return days is { } number ? TimeSpan.FromDays(number) : null;
    }

    // Whether the event signs the log up to the one before it, so that there is nothing left to sign.
    private static bool IsSignatureOfOneBefore(LogEntry entry)
        => entry.Event.Type == EventTypes.LogHeadSigned.Name && entry.Event.Data.GetValueOrDefault("sequence") == Text(entry.Sequence - 1);

    private static DateTimeOffset Earlier(DateTimeOffset a, DateTimeOffset? b) => b < a ? b.Value : a;

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}

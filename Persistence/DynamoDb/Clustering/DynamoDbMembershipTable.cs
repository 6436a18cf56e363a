using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Microsoft.Extensions.Logging;

namespace Tenantry.Persistence;

/// <summary>How the silos of a cluster know of each other: rows and version in one item, changed under conditions on both.</summary>
internal sealed class DynamoDbMembershipTable(DynamoDbSettings settings, string cluster, ILogger logger) : IMembershipTable, IDisposable
{
    // When an item is full, rows of silos that have been gone for so long make room.
    private static readonly TimeSpan LongGone = TimeSpan.FromHours(1);

    private readonly DynamoDbCalls _calls = DynamoDbTable.Calls(settings, logger);

    public async Task InitializeMembershipTableAsync(bool tryInitTableVersion, CancellationToken cancellationToken)
    {
        await new DynamoDbTable(_calls, settings, logger).Prepare(cancellationToken);
        if (!tryInitTableVersion)
            return;

        var item = MembershipItem.Address(cluster);
        item[MembershipItem.Version] = Columns.Number(0);
        item[Columns.Etag] = new(RecordWrite.NewWriteId());
        item[MembershipItem.Silos] = new() { M = [], IsMSet = true };
        var request = new PutItemRequest
        {
            TableName = settings.Table,
            Item = item,
            ConditionExpression = $"attribute_not_exists({Columns.Partition})",
        };
        await Change(null, (client, stop) => client.PutItemAsync(request, stop), cancellationToken);
    }

    public Task DeleteMembershipTableEntriesAsync(string clusterId, CancellationToken cancellationToken)
    {
        var request = new DeleteItemRequest { TableName = settings.Table, Key = MembershipItem.Address(clusterId) };
        return Change(null, (client, stop) => client.DeleteItemAsync(request, stop), cancellationToken);
    }

    public async Task CleanupDefunctSiloEntriesAsync(DateTimeOffset beforeDate, CancellationToken cancellationToken)
    {
        var defunct = (await ReadAllAsync(cancellationToken)).Members
            .Where(member => member.Item1.Status != SiloStatus.Active && member.Item1.IAmAliveTime < beforeDate.UtcDateTime);
        foreach (var (entry, etag) in defunct)
        {
            // The table's version stays: nothing that matters has changed.
            var request = Update(entry.SiloAddress, "REMOVE silos.#s", "silos.#s.e = :rowEtag AND silos.#s.alive = :alive");
            request.ExpressionAttributeValues = new() { [":rowEtag"] = new(etag), [":alive"] = new(MembershipItem.Text(entry.IAmAliveTime)) };
            await Change(null, (client, stop) => client.UpdateItemAsync(request, stop), cancellationToken);
        }
    }

    public Task<MembershipTableData> ReadRowAsync(SiloAddress key, CancellationToken cancellationToken)
        => Read(key.Equals, cancellationToken);

    public Task<MembershipTableData> ReadAllAsync(CancellationToken cancellationToken) => Read(_ => true, cancellationToken);

    public async Task<bool> InsertRowAsync(MembershipEntry entry, TableVersion tableVersion, CancellationToken cancellationToken)
    {
        try
        {
            return await Write(entry, "attribute_not_exists(silos.#s)", null, tableVersion, cancellationToken);
        }
        catch (RecordRefusedException)
        {
            await CleanupDefunctSiloEntriesAsync(entry.IAmAliveTime - LongGone, cancellationToken);
            return await Write(entry, "attribute_not_exists(silos.#s)", null, tableVersion, cancellationToken);
        }
    }

    public Task<bool> UpdateRowAsync(MembershipEntry entry, string etag, TableVersion tableVersion, CancellationToken cancellationToken)
        => Write(entry, "silos.#s.e = :rowEtag", etag, tableVersion, cancellationToken);

    public Task UpdateIAmAliveAsync(MembershipEntry entry, CancellationToken cancellationToken)
    {
        var request = Update(entry.SiloAddress, "SET silos.#s.alive = :alive", "attribute_exists(silos.#s)");
        request.ExpressionAttributeValues = new() { [":alive"] = new(MembershipItem.Text(entry.IAmAliveTime)) };
        return Change(null, (client, stop) => client.UpdateItemAsync(request, stop), cancellationToken);
    }

    public void Dispose() => _calls.Dispose();

    Task IMembershipTable.InitializeMembershipTable(bool tryInitTableVersion) => InitializeMembershipTableAsync(tryInitTableVersion, default);

    Task IMembershipTable.DeleteMembershipTableEntries(string clusterId) => DeleteMembershipTableEntriesAsync(clusterId, default);

    Task IMembershipTable.CleanupDefunctSiloEntries(DateTimeOffset beforeDate) => CleanupDefunctSiloEntriesAsync(beforeDate, default);

    Task<MembershipTableData> IMembershipTable.ReadRow(SiloAddress key) => ReadRowAsync(key, default);

    Task<MembershipTableData> IMembershipTable.ReadAll() => ReadAllAsync(default);

    Task<bool> IMembershipTable.InsertRow(MembershipEntry entry, TableVersion tableVersion) => InsertRowAsync(entry, tableVersion, default);

    Task<bool> IMembershipTable.UpdateRow(MembershipEntry entry, string etag, TableVersion tableVersion)
        => UpdateRowAsync(entry, etag, tableVersion, default);

    Task IMembershipTable.UpdateIAmAlive(MembershipEntry entry) => UpdateIAmAliveAsync(entry, default);

    /// <summary>What is known of the silos of a cluster; null when nobody has made its table.</summary>
    public static async Task<MembershipTableData?> Find(
        DynamoDbCalls calls, string table, string cluster, Func<SiloAddress, bool> wanted, CancellationToken cancellation)
    {
        var request = new GetItemRequest { TableName = table, Key = MembershipItem.Address(cluster), ConsistentRead = true };
        var answer = await calls.Call((client, stop) => client.GetItemAsync(request, stop), cancellation);
        return answer.Item is { Count: > 0 } item ? MembershipItem.ToData(item, wanted) : null;
    }

    private async Task<MembershipTableData> Read(Func<SiloAddress, bool> wanted, CancellationToken cancellation)
        => await Find(_calls, settings.Table, cluster, wanted, cancellation)
            ?? throw new InvalidOperationException($"The cluster {cluster} has no membership table.");

    private Task<bool> Write(
        MembershipEntry entry, string condition, string? rowEtag, TableVersion version, CancellationToken cancellation)
    {
        var id = RecordWrite.NewWriteId();
        var request = Update(entry.SiloAddress, "SET silos.#s = :row, v = :version, e = :id", $"e = :etag AND {condition}");
        request.ExpressionAttributeValues = new()
        {
            [":row"] = MembershipItem.ToRow(entry, id),
            [":version"] = Columns.Number(version.Version),
            [":id"] = new(id),
            [":etag"] = new(version.VersionEtag),
        };
        if (rowEtag is not null)
            request.ExpressionAttributeValues[":rowEtag"] = new(rowEtag);
        return Change(id, (client, stop) => client.UpdateItemAsync(request, stop), cancellation);
    }

    private UpdateItemRequest Update(SiloAddress silo, string expression, string condition) => new()
    {
        TableName = settings.Table,
        Key = MembershipItem.Address(cluster),
        UpdateExpression = expression,
        ConditionExpression = condition,
        ExpressionAttributeNames = new() { ["#s"] = silo.ToParsableString() },
        ReturnValuesOnConditionCheckFailure = ReturnValuesOnConditionCheckFailure.ALL_OLD,
    };

    // True also when it was done before, and only the answer was lost.
    private async Task<bool> Change(string? id, Func<IAmazonDynamoDB, CancellationToken, Task> ask, CancellationToken cancellation)
    {
        var (done, refusal) = await _calls.Call<(bool, string?)>(
            async (client, stop) =>
            {
                try
                {
                    await ask(client, stop);
                    return (true, null);
                }
                catch (ConditionalCheckFailedException conflict)
                {
                    return (id is not null && conflict.Item?.GetValueOrDefault(Columns.Etag)?.S == id, null);
                }
                catch (AmazonDynamoDBException e) when (e.ErrorCode == "ValidationException")
                {
                    return (false, e.Message);
                }
            },
            cancellation);
        return refusal is null ? done : throw new RecordRefusedException(refusal);
    }
}

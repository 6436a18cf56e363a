namespace Tenantry.Persistence.Tests;

public sealed class DynamoDbRecordStoreConformance : RecordStoreConformance
{
    private DynamoDbSettings? _table;

    protected override async Task<IRecordStore> Open() => await DynamoDbTables.Open(_table ??= await DynamoDbTables.Fresh());

    protected override ValueTask CleanUp() => default;
}

/// <summary>As if there were always too many alarms to read them all.</summary>
public sealed class DynamoDbManyAlarmsConformance : RecordStoreConformance
{
    private DynamoDbSettings? _table;

    protected override async Task<IRecordStore> Open()
        => await DynamoDbTables.Open(_table ??= await DynamoDbTables.Fresh(), largestAlarmScan: 0);

    protected override ValueTask CleanUp() => default;
}

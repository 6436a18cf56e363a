using System.Text;
using Amazon.DynamoDBv2.Model;

namespace Tenantry.Persistence;

/// <summary>Records as items of the table.</summary>
internal static class DynamoDbItems
{
    // The grain deletes what has ended; DynamoDB only what a grain has left lying for a day longer.
    private static readonly TimeSpan Margin = TimeSpan.FromDays(1);

    public static Dictionary<string, AttributeValue> ToItem(RecordWrite write, ReadOnlyMemory<byte> body)
    {
        var item = Columns.Address(write.Key);
        item[Columns.Etag] = new(write.WriteId);
        item[Columns.Body] = new(Encoding.UTF8.GetString(body.Span));
        if (write.Alarm is { } alarm)
        {
            item[Columns.Bucket] = Columns.Number(AlarmIndex.Bucket(write.Key));
            item[Columns.Alarm] = Columns.Number(AlarmIndex.ToMilliseconds(alarm));
        }

        if (write.Expires is { } expires && expires < DateTimeOffset.MaxValue - Margin)
            item[Columns.Expires] = Columns.Number((expires + Margin).ToUnixTimeSeconds());
        return item;
    }

    public static StoredRecord ToRecord(Dictionary<string, AttributeValue> item) => new(
        Columns.KeyOf(item), item[Columns.Etag].S, Encoding.UTF8.GetBytes(item[Columns.Body].S), AlarmOf(item));

    public static DueAlarm ToDueAlarm(Dictionary<string, AttributeValue> item) => new(Columns.KeyOf(item), AlarmOf(item)!.Value);

    private static DateTimeOffset? AlarmOf(Dictionary<string, AttributeValue> item)
        => item.TryGetValue(Columns.Alarm, out var alarm) ? DateTimeOffset.FromUnixTimeMilliseconds(Columns.Number(alarm)) : null;
}

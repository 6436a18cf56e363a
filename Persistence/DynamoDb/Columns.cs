using Amazon.DynamoDBv2.Model;

namespace Tenantry.Persistence;

/// <summary>
/// The names in the table. They are short since each counts towards an item's size in every item. Items of a partition lie in the
/// order of the bytes of their sort keys; each begins with <see cref="KeyPrefix"/>, since a key may be empty and a sort key may not.
/// </summary>
internal static class Columns
{
    /// <summary>The partition (string, hash key).</summary>
    public const string Partition = "p";

    /// <summary>The key, prefixed (string, range key).</summary>
    public const string Key = "k";

    /// <summary>The etag (string).</summary>
    public const string Etag = "e";

    /// <summary>The content (string). What has none is no record.</summary>
    public const string Body = "b";

    /// <summary>The alarm in milliseconds since 1970 (number); only with <see cref="Bucket"/>.</summary>
    public const string Alarm = "a";

    /// <summary>The bucket of <see cref="AlarmIndex"/> (number); only where there is an alarm, so that the index holds no other records.</summary>
    public const string Bucket = "w";

    /// <summary>The second since 1970 from which on DynamoDB may delete the item by itself (number).</summary>
    public const string Expires = "x";

    /// <summary>The index of records with alarms, by <see cref="Bucket"/> and <see cref="Alarm"/>, keys only.</summary>
    public const string AlarmIndexName = "alarms";

    public const char KeyPrefix = '/';

    public static Dictionary<string, AttributeValue> Address(RecordKey key) => new()
    {
        [Partition] = new(key.Partition),
        [Key] = new(KeyPrefix + key.Key),
    };

    public static RecordKey KeyOf(Dictionary<string, AttributeValue> item) => new(item[Partition].S, item[Key].S[1..]);

    public static AttributeValue Number(long value) => new() { N = value.ToString(System.Globalization.CultureInfo.InvariantCulture) };

    public static long Number(AttributeValue value) => long.Parse(value.N, System.Globalization.CultureInfo.InvariantCulture);
}

using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Tenantry.Grains.Interfaces;

namespace Tenantry.Silo;

/// <summary>
/// The form of an export: lines of JSON. The first says what it is, the last how much it is, with a hash of every byte before; those
/// between are a record each.
/// </summary>
internal static class ExportFile
{
    private const int Format = 1;
    private const int LongestLine = 4 * 1024 * 1024;
    private const string AlarmFormat = "yyyy-MM-ddTHH:mm:ss.fffZ";

    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static ReadOnlyMemory<byte> Header(string store, DateTimeOffset at) => Object(json =>
    {
        json.WriteNumber("tenantryExport", Format);
        json.WriteString("store", store);
        json.WriteString("exportedAt", at);
    });

    public static ReadOnlyMemory<byte> Trailer(RecordSums sums, string hash) => Object(json =>
    {
        sums.WriteTo(json);
        json.WriteString("sha256", hash);
    });

    /// <exception cref="MoveRefusedException">Its content is no text.</exception>
    public static ReadOnlyMemory<byte> Line(StoredRecord record)
        => !Utf8.IsValid(record.Body.Span) ? throw new MoveRefusedException($"The content of {record.Key} is no UTF-8.") : Object(json =>
        {
            json.WriteString("partition", record.Key.Partition);
            json.WriteString("key", record.Key.Key);
            json.WriteString("etag", record.Etag);
            if (record.Alarm is { } alarm)
                json.WriteString("alarm", alarm.UtcDateTime.ToString(AlarmFormat, CultureInfo.InvariantCulture));
            json.WriteString("body", record.Body.Span);
        });

    /// <summary>The records of an export, after which its last line has been found to be true of them.</summary>
    /// <exception cref="MoveRefusedException">It is none, is not whole, or was changed.</exception>
    public static async IAsyncEnumerable<StoredRecord> Read(Stream file)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var sums = new RecordSums();
        var number = 0;
        JsonElement? trailer = null;
        await foreach (var line in Lines.Of(file, LongestLine))
        {
            number++;
            if (trailer is not null)
                throw new MoveRefusedException($"Line {number} follows the last line of the export.");

            var said = Parse(line, number);
            if (number == 1)
            {
                if (!said.TryGetProperty("tenantryExport", out var format))
                    throw new MoveRefusedException("The file is no export of Tenantry.");
                if (format.GetInt32() != Format)
                    throw new MoveRefusedException($"The export has the format {format}; this program knows {Format} only.");
            }
            else if (said.TryGetProperty("sha256", out _))
            {
                trailer = said;
                continue;
            }
            else
            {
                var record = Record(said, number);
                sums.Add(record);
                yield return record;
            }

            hash.AppendData(line.Span);
            hash.AppendData("\n"u8);
        }

        if (trailer is not { } end)
            throw new MoveRefusedException("The export is not whole: its last line is missing.");
        if (end.GetProperty("sha256").GetString() != Convert.ToHexStringLower(hash.GetHashAndReset()))
            throw new MoveRefusedException("The export was changed after it was made: its hash differs.");
        if (sums.DifferenceFrom(end) is { } difference)
            throw new MoveRefusedException($"The export is not what its last line says: {difference}.");
    }

    public static ReadOnlyMemory<byte> Object(Action<Utf8JsonWriter> members)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer, Readable);
        json.WriteStartObject();
        members(json);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }

    private static JsonElement Parse(ReadOnlyMemory<byte> line, int number)
    {
        try
        {
            return JsonElement.Parse(line.Span) is { ValueKind: JsonValueKind.Object } said ? said : throw new JsonException();
        }
        catch (JsonException)
        {
            throw new MoveRefusedException($"Line {number} of the export is no JSON object; the file is not whole, or was changed.");
        }
    }

    private static StoredRecord Record(JsonElement said, int number)
    {
        try
        {
            return new StoredRecord(
                new RecordKey(said.GetProperty("partition").GetString()!, said.GetProperty("key").GetString()!),
                said.GetProperty("etag").GetString()!,
                Encoding.UTF8.GetBytes(said.GetProperty("body").GetString()!),
                said.TryGetProperty("alarm", out var alarm)
                    ? DateTimeOffset.ParseExact(alarm.GetString()!, AlarmFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal)
                    : null);
        }
        catch (Exception e) when (e is KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new MoveRefusedException($"Line {number} of the export is no record; the file was changed.");
        }
    }
}

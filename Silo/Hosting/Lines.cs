using System.Buffers;
using System.IO.Pipelines;

namespace Tenantry.Silo;

/// <summary>The lines of a file too large to hold.</summary>
internal static class Lines
{
    /// <summary>Each line without its end.</summary>
    /// <exception cref="InvalidDataException">One is longer than <paramref name="longest"/>, in bytes.</exception>
    public static async IAsyncEnumerable<ReadOnlyMemory<byte>> Of(Stream file, int longest)
    {
        var reader = PipeReader.Create(file, new StreamPipeReaderOptions(bufferSize: 64 * 1024));
        while (true)
        {
            var read = await reader.ReadAsync();
            var rest = read.Buffer;
            while (rest.PositionOf((byte)'\n') is { } end)
            {
                yield return rest.Slice(0, end).ToArray();
                rest = rest.Slice(rest.GetPosition(1, end));
            }

            if (rest.Length > longest)
                throw new InvalidDataException("The line is longer than any of an export.");
            if (read.IsCompleted)
            {
                if (!rest.IsEmpty)
                    yield return rest.ToArray();
                yield break;
            }

            reader.AdvanceTo(rest.Start, rest.End);
        }
    }
}

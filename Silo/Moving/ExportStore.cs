using System.Security.Cryptography;

namespace Tenantry.Silo;

/// <summary>
/// Writes everything that a store holds into a file: <c>Tenantry.Silo export tenantry.ndjson</c>, or to standard output: <c>export -</c>.
/// Everything is read twice; a store that changed meanwhile is refused, as what was read may fit no one moment.
/// </summary>
internal static class ExportStore
{
    public const string Verb = "export";

    private const string StandardOutput = "-";

    /// <summary>Says on <paramref name="errors"/> how far it is, and why it failed if it did.</summary>
    public static Task<int> Run(string[] args, TextWriter errors) => MoveCommand.Run(Verb, args, errors, command => Export(command, errors));

    private static async Task Export(MoveCommand command, TextWriter errors)
    {
        if (command.File == StandardOutput)
        {
            await using var store = await OpenedStore.Open(command.Settings, command.Online);
            await using var output = Console.OpenStandardOutput();
            await Write(store, output, errors);
            return;
        }

        if (File.Exists(command.File))
            throw new MoveRefusedException($"{command.File} exists already.");

        // Under its name only when it is whole. It holds keys and password hashes.
        var half = $"{command.File}.partial";
        await using (var store = await OpenedStore.Open(command.Settings, command.Online))
        {
            File.Delete(half);
            await using var file = OwnerOnly.OpenFile(half, FileMode.CreateNew, FileShare.None);
            await Write(store, file, errors);
            file.Flush(flushToDisk: true);
        }

        File.Move(half, command.File);
    }

    private static async Task Write(OpenedStore store, Stream output, TextWriter errors)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        // Not disposed, which would close what it writes to.
        var buffered = new BufferedStream(output, 1 << 20);

        void Line(ReadOnlyMemory<byte> line)
        {
            foreach (var part in (ReadOnlySpan<ReadOnlyMemory<byte>>)[line, "\n"u8.ToArray()])
            {
                hash.AppendData(part.Span);
                buffered.Write(part.Span);
            }
        }

        var sums = new RecordSums();
        var progress = new MoveProgress(errors, "exported");
        Line(ExportFile.Header(store.Kind.ToString().ToLowerInvariant(), TimeProvider.System.GetUtcNow()));
        await foreach (var record in store.Estate.Read())
        {
            Line(ExportFile.Line(record));
            sums.Add(record);
            progress.Add();
        }

        progress.Say();
        if (sums.Count == 0)
            throw new MoveRefusedException("The store holds nothing. Do the settings name the one that is meant?");
        var again = new RecordSums();
        progress = new MoveProgress(errors, "read again");
        await foreach (var record in store.Estate.Read())
        {
            again.Add(record);
            progress.Add();
        }

        if (again.DifferenceFrom(sums.ToJson()) is { } difference)
            throw new MoveRefusedException($"The store changed while it was exported: {difference}. Stop what writes to it.");

        Line(ExportFile.Trailer(sums, Convert.ToHexStringLower(hash.GetCurrentHash())));
        await buffered.FlushAsync();
        progress.Say();
    }
}

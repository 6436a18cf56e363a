using System.Text.Json;

namespace Tenantry.Silo;

/// <summary>
/// Checks an export of a log without a running server: <c>Tenantry.Silo verify-log export.ndjson [--keys keys.json]</c>. The keys are
/// what <c>/.well-known/tenantry-log-keys.json</c> answers. It goes by docs/events.md alone, and shares no code with what writes logs.
/// </summary>
internal static class VerifyLog
{
    public const string Verb = "verify-log";

    /// <summary>Everything that could be checked holds.</summary>
    public const int Whole = 0;

    /// <summary>Something does not hold.</summary>
    public const int Broken = 1;

    /// <summary>Nothing was checked.</summary>
    public const int Unreadable = 2;

    private const int LongestLine = 4 * 1024 * 1024;
    private const string Usage = $"Usage: {Verb} <export.ndjson> [--keys <keys.json>]";

    /// <summary>Names the first broken link, or says what holds and what could not be checked.</summary>
    public static async Task<int> Run(string[] args, TextWriter output, TextWriter errors)
    {
        if (args is not ([_] or [_, "--keys", _]))
        {
            await errors.WriteLineAsync(Usage);
            return Unreadable;
        }

        var verifier = default(LogVerifier);
        var number = 0;
        try
        {
            verifier = new LogVerifier(args is [_, _, var keys] ? LogKeyFile.Read(await File.ReadAllBytesAsync(keys)) : null);
            await using var file = File.OpenRead(args[0]);
            await foreach (var line in Lines.Of(file, LongestLine))
            {
                number++;
                verifier.Check(line);
            }

            number++;
            verifier.End();
        }
        catch (BrokenLogException broken)
        {
            await errors.WriteLineAsync($"Line {number}{(verifier?.Present is { } present ? $" ({present})" : "")}: {broken.Message}");
            return Broken;
        }
        catch (InvalidDataException tooLong)
        {
            await errors.WriteLineAsync($"Line {number}: {tooLong.Message}");
            return Broken;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or JsonException)
        {
            await errors.WriteLineAsync($"Cannot be read: {failure.Message}");
            return Unreadable;
        }

        foreach (var line in verifier.Findings())
            await output.WriteLineAsync(line);
        return Whole;
    }
}

/// <summary>What is wrong with an export.</summary>
internal sealed class BrokenLogException(string what) : Exception(what);

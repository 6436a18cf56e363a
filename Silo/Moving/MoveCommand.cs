using Tenantry.Grains.Interfaces;
using Tenantry.Hosting;

namespace Tenantry.Silo;

/// <summary>What was asked for: <c>&lt;file&gt; [--online] [settings]</c>.</summary>
/// <param name="File">The export.</param>
/// <param name="Online">Whether silos may be active.</param>
/// <param name="Settings">The settings of the store, as those of the program.</param>
internal sealed record MoveCommand(string File, bool Online, string[] Settings)
{
    /// <summary>Everything was moved, and found to be the same.</summary>
    public const int Done = 0;

    /// <summary>It was not.</summary>
    public const int Refused = 1;

    private const string OnlineFlag = "--online";

    /// <summary>Carries a command out, and words its failure.</summary>
    public static async Task<int> Run(string verb, string[] args, TextWriter errors, Func<MoveCommand, Task> work)
    {
        if (args is not [var file, .. var rest] || (file.StartsWith('-') && file != "-"))
        {
            await errors.WriteLineAsync($"Usage: {verb} <file> [{OnlineFlag}] [--Tenantry:Data=… or other settings of the store]");
            return Refused;
        }

        try
        {
            await work(new MoveCommand(file, rest.Contains(OnlineFlag), [.. rest.Where(one => one != OnlineFlag)]));
            return Done;
        }
        catch (Exception e) when (Explain(e) is { } line)
        {
            await errors.WriteLineAsync(line);
            return Refused;
        }
    }

    private static string? Explain(Exception failure) => failure switch
    {
        MoveRefusedException or IOException or InvalidDataException or UnauthorizedAccessException => failure.Message,
        StartRefusedException or StoreUnavailableException => $"The store cannot be used: {failure.Message}",
        _ => StartFailure.Explain(failure),
    };
}

using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace Tenantry.Silo.Tests;

/// <summary>The commands of a document's console blocks, and what the document says they print.</summary>
internal sealed record Tour(IReadOnlyList<TourStep> Steps)
{
    private const string Fence = "```";

    /// <summary>Reads <c>$ command</c> lines, their <c>&gt; continuations</c>, and the lines of output that follow.</summary>
    public static Tour Read(string document)
    {
        var steps = new List<TourStep>();
        var inside = false;
        foreach (var line in document.Split('\n'))
        {
            if (line.StartsWith(Fence, StringComparison.Ordinal))
                inside = line == $"{Fence}console";
            else if (!inside)
                continue;
            else if (line.StartsWith("$ ", StringComparison.Ordinal))
                steps.Add(new TourStep(line[2..], ""));
            else if (line.StartsWith("> ", StringComparison.Ordinal))
                steps[^1] = steps[^1] with { Command = $"{steps[^1].Command}\n{line[2..]}" };
            else
                steps[^1] = steps[^1] with { Output = $"{steps[^1].Output}{line}\n" };
        }

        return new Tour(steps);
    }

    /// <summary>Types all commands into one shell, and gives what each printed.</summary>
    public async Task<IReadOnlyList<string>> Run(string folder, Uri address)
    {
        const string End = "===end of step===";
        var script = new StringBuilder();
        foreach (var step in Steps)
            script.Append(step.Command.Replace("localhost:8080", address.Authority, StringComparison.Ordinal)).Append($"\necho '{End}'\n");

        var start = new ProcessStartInfo("bash", ["-u"])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        using var shell = Process.Start(start)!;
        await shell.StandardInput.WriteAsync(script.ToString());
        shell.StandardInput.Close();
        var output = await shell.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await shell.WaitForExitAsync(TestContext.Current.CancellationToken);
        return output.Split(End)[..^1];
    }
}

/// <summary>One command. In its output, <c>…</c> stands for anything, and white space is for the reader.</summary>
internal sealed record TourStep(string Command, string Output)
{
    public bool Matches(string printed)
        => Regex.IsMatch(Bare(printed), $"^{Regex.Escape(Bare(Output)).Replace("…", ".*?", StringComparison.Ordinal)}$", RegexOptions.Singleline);

    private static string Bare(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));
}

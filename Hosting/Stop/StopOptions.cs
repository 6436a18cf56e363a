using Microsoft.Extensions.Options;

namespace Tenantry.Hosting;

/// <summary>How the host stops.</summary>
public sealed class StopOptions
{
    public const string Section = "Tenantry:Stop";

    /// <summary>After this long, whatever has not stopped in good order is told to give up.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(3);

    /// <summary>After this long, the process ends whatever is still going on. Nothing acknowledged depends on it.</summary>
    public static readonly TimeSpan HardLimit = TimeSpan.FromSeconds(4.5);

    private static readonly TimeSpan LongestGrace = TimeSpan.FromSeconds(2);

    /// <summary>
    /// How long the host still serves after readiness turned false, so that whoever sends it requests can notice. Taken from
    /// <see cref="Limit"/>.
    /// </summary>
    public TimeSpan Grace { get; set; } = TimeSpan.FromMilliseconds(500);

    internal sealed class Rules : IValidateOptions<StopOptions>
    {
        public ValidateOptionsResult Validate(string? name, StopOptions options)
            => options.Grace >= TimeSpan.Zero && options.Grace <= LongestGrace
                ? ValidateOptionsResult.Success
                : ValidateOptionsResult.Fail($"{Section}:Grace must be between 00:00:00 and {LongestGrace}.");
    }
}

using Microsoft.Extensions.Options;

namespace Tenantry.Hosting;

/// <summary>How the host stops.</summary>
public sealed class StopOptions
{
    public const string Section = "Tenantry:Stop";

    // Between the limit and the end of the process.
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(1.5);
    private static readonly TimeSpan LeastWork = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestLimit = TimeSpan.FromMinutes(5);

    /// <summary>
    /// How long the host still serves after readiness turned false, so that whoever sends it requests can notice. Taken from
    /// <see cref="Limit"/>.
    /// </summary>
    public TimeSpan Grace { get; set; }

    /// <summary>After this long, whatever has not stopped in good order is told to give up.</summary>
    public TimeSpan Limit { get; set; }

    /// <summary>After this long, the process ends whatever is still going on. Nothing acknowledged depends on it.</summary>
    public TimeSpan HardLimit => Limit + LastWords;

    /// <summary>
    /// What holds when nothing is set. One process by itself stops within 5 s: nobody takes its place. A process of a cluster stays
    /// until load balancers have looked at its readiness, and has time to hand over its grains.
    /// </summary>
    internal void SetDefaults(StoreKind store)
        => (Grace, Limit) = store == StoreKind.Sqlite
            ? (TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(3))
            : (TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(25));

    internal sealed class Rules : IValidateOptions<StopOptions>
    {
        public ValidateOptionsResult Validate(string? name, StopOptions options)
            => options.Limit < LeastWork || options.Limit > LongestLimit
                ? ValidateOptionsResult.Fail($"{Section}:Limit must be between {LeastWork} and {LongestLimit}.")
                : options.Grace < TimeSpan.Zero || options.Grace > options.Limit - LeastWork
                ? ValidateOptionsResult.Fail($"{Section}:Grace must be between 00:00:00 and {options.Limit - LeastWork}.")
                : ValidateOptionsResult.Success;
    }
}

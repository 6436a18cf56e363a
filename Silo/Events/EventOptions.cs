using Microsoft.Extensions.Options;
using Tenantry.Grains.Interfaces;

namespace Tenantry.Silo;

/// <summary>How long logs are kept that no plan says it of: the section <c>Tenantry:Events</c>.</summary>
internal sealed class EventOptions
{
    public const string Section = "Tenantry:Events";

    private const int LongestRetention = 36_500;

    /// <summary>After how many days what is in a user's own log is removed; 0 for never.</summary>
    public int UserRetentionDays { get; set; } = new EventSettings().UserRetentionDays ?? 0;

    /// <summary>After how many days what is in the operators' log is removed; 0 for never.</summary>
    public int OperatorRetentionDays { get; set; } = new EventSettings().OperatorRetentionDays ?? 0;

    public EventSettings ToSettings() => new()
    {
        UserRetentionDays = UserRetentionDays == 0 ? null : UserRetentionDays,
        OperatorRetentionDays = OperatorRetentionDays == 0 ? null : OperatorRetentionDays,
    };

    internal sealed class Rules : IValidateOptions<EventOptions>
    {
        public ValidateOptionsResult Validate(string? name, EventOptions options)
            => Fault(nameof(UserRetentionDays), options.UserRetentionDays)
                ?? Fault(nameof(OperatorRetentionDays), options.OperatorRetentionDays)
                ?? ValidateOptionsResult.Success;

        private static ValidateOptionsResult? Fault(string setting, int days)
            => days is < 0 or > LongestRetention
                ? ValidateOptionsResult.Fail($"{Section}:{setting} must be a number of days from 1 to {LongestRetention}, or 0 for never; it is {days}.")
                : null;
    }
}

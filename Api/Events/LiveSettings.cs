using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Tenantry.Api;

/// <summary>What can be set about streams of events, under <c>Tenantry:Events:</c>.</summary>
internal sealed record LiveSettings
{
    private const string Section = "Tenantry:Events";

    /// <summary><c>StreamsPerOrganization</c>: how many this process serves of one organization at the same time.</summary>
    public int StreamsPerOrganization { get; init; } = 100;

    /// <summary><c>Streams</c>: how many it serves in all.</summary>
    public int Streams { get; init; } = 2000;

    /// <summary><c>Heartbeat</c>: how long nothing may be said, so that nobody between takes the connection for dead.</summary>
    public TimeSpan Heartbeat { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary><c>ReaderPatience</c>: how long a reader may take to make room for more; then it is dropped, and can come back.</summary>
    public TimeSpan ReaderPatience { get; init; } = TimeSpan.FromSeconds(10);

    /// <exception cref="OptionsValidationException">A setting cannot be read.</exception>
    public static LiveSettings Read(IConfiguration configuration)
    {
        var usual = new LiveSettings();
        return new LiveSettings
        {
            StreamsPerOrganization = Count(configuration, nameof(StreamsPerOrganization)) ?? usual.StreamsPerOrganization,
            Streams = Count(configuration, nameof(Streams)) ?? usual.Streams,
            Heartbeat = Time(configuration, nameof(Heartbeat)) ?? usual.Heartbeat,
            ReaderPatience = Time(configuration, nameof(ReaderPatience)) ?? usual.ReaderPatience,
        };
    }

    private static int? Count(IConfiguration configuration, string name)
        => configuration[$"{Section}:{name}"] is not { } text ? null
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0 ? count
            : throw Invalid(name, text, "a whole number above 0");

    private static TimeSpan? Time(IConfiguration configuration, string name)
        => configuration[$"{Section}:{name}"] is not { } text ? null
            : TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var time) && time > TimeSpan.Zero && time <= TimeSpan.FromMinutes(5) ? time
            : throw Invalid(name, text, "a time up to five minutes, such as 00:00:15");

    private static OptionsValidationException Invalid(string name, string value, string expected)
        => new($"{Section}:{name}", typeof(LiveSettings), [$"{Section}:{name} must be {expected}, not '{value}'."]);
}

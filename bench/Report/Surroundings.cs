namespace Tenantry.Bench;

/// <summary>What a report must say so that its figures can be compared with others.</summary>
/// <param name="Began">When the run began, UTC.</param>
/// <param name="Took">How long it took.</param>
/// <param name="System">The operating system.</param>
/// <param name="Runtime">The runtime.</param>
/// <param name="Cores">Processors, shared by the server and the generator.</param>
/// <param name="Connections">How many callers there were.</param>
/// <param name="Rounds">How often each row was measured; figures are medians.</param>
/// <param name="ReadSeconds">How long one run of a read took.</param>
/// <param name="Counts">Whether this was a build and a length that measures.</param>
internal sealed record Surroundings(
    DateTimeOffset Began, TimeSpan Took, string System, string Runtime, int Cores, int Connections, int Rounds, double ReadSeconds,
    bool Counts);

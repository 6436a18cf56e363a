namespace Tenantry.Grains.Interfaces;

public static partial class Errors
{
    /// <param name="first">The number of the first event that is left.</param>
    public static Error EventsExpired(long first)
        => Of(ErrorCode.EventsExpired, $"What came before the event {first} is not kept any more; go on from there.") with { FirstAvailable = first };
}

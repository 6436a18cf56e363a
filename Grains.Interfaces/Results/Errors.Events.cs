namespace Tenantry.Grains.Interfaces;

public static partial class Errors
{
    public static Error EventNotFound(EventId id) => Of(ErrorCode.EventNotFound, $"The log has no event {id}, any more or yet.");

    public static Error EventTypeNotFound(string name) => Of(ErrorCode.EventTypeNotFound, $"There is no event type '{name}'.");

    public static Error EventNotRedactable() => Of(ErrorCode.EventNotRedactable, "This is a signature of the log over itself; it says nothing of anybody.");

    public static Error EventsExpired(long first)
        => Of(ErrorCode.EventsExpired, $"These events were removed from the log; the first that it still has is {first}.") with { FirstAvailable = first };

    public static Error ExportNotFound(ExportId id) => Of(ErrorCode.ExportNotFound, $"There is no export {id}, any more or yet.");
}

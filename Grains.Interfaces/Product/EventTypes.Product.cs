namespace Tenantry.Grains.Interfaces;

public static partial class EventTypes
{
    public static EventType ProductChanged { get; } = new("product.changed", "The definition of the product was changed.")
    {
        Logs = [LogKind.Operators],
        Subject = EventSubject.Product,
        Data = [new("parts", "which of flags, meters, permissions and onboarding, joined by spaces")],
    };
}

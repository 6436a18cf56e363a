namespace Tenantry.Grains.Interfaces;

public static partial class EventTypes
{
    public static EventType OperatorAdded { get; } = new("operator.added", "Somebody became an operator.")
    {
        Logs = [LogKind.Operators],
        Subject = EventSubject.Operator,
        Data = [new("role", "admin or support")],
    };

    public static EventType OperatorChanged { get; } = new("operator.changed", "An operator has another role or name.")
    {
        Logs = [LogKind.Operators],
        Subject = EventSubject.Operator,
        Changes = [new("role", "admin or support"), new("name", "the name; null for none", IsNullable: true)],
    };

    public static EventType OperatorDisabled { get; } = new("operator.disabled", "An operator's account was closed to its owner.")
    {
        Logs = [LogKind.Operators],
        Subject = EventSubject.Operator,
    };

    public static EventType OperatorEnabled { get; } = new("operator.enabled", "An operator's account was opened to its owner again.")
    {
        Logs = [LogKind.Operators],
        Subject = EventSubject.Operator,
    };

    public static EventType OperatorRemoved { get; } = new("operator.removed", "An operator's account was ended for good.")
    {
        Logs = [LogKind.Operators],
        Subject = EventSubject.Operator,
    };

    public static EventType OperatorPasswordChanged { get; } = new(
        "operator.password_changed", "An operator has another password, which ends every session.")
    {
        Logs = [LogKind.Operators],
        Subject = EventSubject.Operator,
    };
}

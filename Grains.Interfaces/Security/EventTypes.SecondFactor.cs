namespace Tenantry.Grains.Interfaces;

public static partial class EventTypes
{
    public static EventType AccountSecondFactorBegun { get; } = new(
        "account.second_factor_begun", "A second factor was begun to be set up; it counts once it is confirmed.")
    {
        Logs = [LogKind.User],
        Subject = EventSubject.User,
    };

    public static EventType AccountSecondFactorOn { get; } = new(
        "account.second_factor_on", "The second factor was switched on, which ends every session.")
    {
        Logs = [LogKind.User],
        Subject = EventSubject.User,
    };

    public static EventType AccountSecondFactorOff { get; } = new("account.second_factor_off", "The second factor was removed.")
    {
        Logs = [LogKind.User],
        Subject = EventSubject.User,
    };

    public static EventType AccountRecoveryCodesRenewed { get; } = new(
        "account.recovery_codes_renewed", "The recovery codes of the second factor were made anew.")
    {
        Logs = [LogKind.User],
        Subject = EventSubject.User,
    };

    public static EventType OperatorSecondFactorBegun { get; } = new(
        "operator.second_factor_begun", "A second factor was begun to be set up; it counts once it is confirmed.")
    {
        Logs = [LogKind.Operators],
        Subject = EventSubject.Operator,
    };

    public static EventType OperatorSecondFactorOn { get; } = new(
        "operator.second_factor_on", "The second factor was switched on, which ends every session.")
    {
        Logs = [LogKind.Operators],
        Subject = EventSubject.Operator,
    };

    public static EventType OperatorSecondFactorOff { get; } = new("operator.second_factor_off", "The second factor was removed.")
    {
        Logs = [LogKind.Operators],
        Subject = EventSubject.Operator,
    };

    public static EventType OperatorRecoveryCodesRenewed { get; } = new(
        "operator.recovery_codes_renewed", "The recovery codes of the second factor were made anew.")
    {
        Logs = [LogKind.Operators],
        Subject = EventSubject.Operator,
    };
}

namespace Tenantry.Grains.Interfaces;

public static partial class Errors
{
    public static Error OperatorNotFound(OperatorId id) => Of(ErrorCode.OperatorNotFound, $"There is no operator {id}.");

    public static Error OperatorEmailTaken() => Of(ErrorCode.EmailTaken, "An operator with this email address exists already.");

    public static Error LastOperator()
        => Of(ErrorCode.LastOperator, "The last enabled admin among the operators cannot be disabled, removed or given a lesser role.");

    /// <summary>For an address whose owner can be invited instead.</summary>
    public static Error EmailTakenInvite()
        => Of(ErrorCode.EmailTaken, "A user with this email address exists already; invite them instead.");

    public static Error MemberDisabled() => Of(ErrorCode.MemberDisabled, "The member is disabled; enable them first.");
}

namespace Tenantry.Grains.Interfaces;

public static partial class Errors
{
    public static Error SecondFactorMissing() => Of(ErrorCode.SecondFactorMissing, "The account has no second factor; set one up first.");

    public static Error SecondFactorExists() => Of(ErrorCode.SecondFactorExists, "The account has a second factor already; remove it first.");

    public static Error CodeInvalid() => Of(ErrorCode.CodeInvalid, "The code is wrong, or was used before.");
}

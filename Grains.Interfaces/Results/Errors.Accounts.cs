using System.Collections.Immutable;

namespace Tenantry.Grains.Interfaces;

public static partial class Errors
{
    public static Error SecondFactorMissing() => Of(ErrorCode.SecondFactorMissing, "The account has no second factor; set one up first.");

    public static Error SecondFactorExists() => Of(ErrorCode.SecondFactorExists, "The account has a second factor already; remove it first.");

    public static Error CodeInvalid() => Of(ErrorCode.CodeInvalid, "The code is wrong, or was used before.");

    public static Error TokenInvalid() => Of(ErrorCode.TokenInvalid, "The token is wrong, was used, or has expired; ask for another.");

    public static Error PasswordWrong() => Of(ErrorCode.PasswordWrong, "The password is not the account's.");

    public static Error SessionNotFound(SessionId id) => Of(ErrorCode.SessionNotFound, $"You have no session {id}.");

    public static Error HandOverFirst(ImmutableArray<HeldOrganization> organizations)
        => Of(ErrorCode.HandOverFirst, "You are the last admin of the organizations named here; make somebody else admin first.") with { Organizations = organizations };
}

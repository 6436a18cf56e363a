namespace Tenantry.Grains.Interfaces;

public static partial class Errors
{
    public static Error PoolUserNotFound(UserId id) => Of(ErrorCode.PoolUserNotFound, $"The pool has followed user {id}, or there is none.");

    public static Error SignatureInvalid() => Of(ErrorCode.SignatureInvalid, "The message is not signed, not by whom it should be, or too old.");

    public static Error IdentityElsewhere()
        => Of(ErrorCode.IdentityElsewhere, "People sign in at the user pool; passwords and second factors are set there.");

    public static Error PoolNotOurs() => Of(ErrorCode.PoolNotOurs, "The event is about another user pool.");
}

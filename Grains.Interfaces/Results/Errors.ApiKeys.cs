namespace Tenantry.Grains.Interfaces;

public static partial class Errors
{
    public static Error ApiKeyNotFound(ApiKeyId id) => Of(ErrorCode.ApiKeyNotFound, $"There is no API key {id}.");

    public static Error ClientNotFound(ClientId id) => Of(ErrorCode.ClientNotFound, $"There is no client {id}.");

    public static Error ScopeAboveOwn() => Of(ErrorCode.RoleAboveOwn, "A key cannot be allowed more than you have yourself.");

    public static Error ScopeMissing(Permission permission) => Of(ErrorCode.PermissionDenied, $"The key has no scope '{permission.Name()}'.");
}

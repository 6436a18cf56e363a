using System.Text.Json.Serialization;

namespace Tenantry.Grains.Interfaces;

/// <summary>What an operator may do, each including the one before it.</summary>
[GenerateSerializer, Alias("OperatorRole")]
[JsonConverter(typeof(CamelCaseEnumConverter<OperatorRole>))]
public enum OperatorRole
{
    /// <summary>Reads everything that operators can see, and changes nothing.</summary>
    Support,

    /// <summary>Everything.</summary>
    Admin,
}

/// <summary>The names of the operators' roles.</summary>
public static class OperatorRoleNames
{
    /// <summary>What a broken rule says.</summary>
    public const string Rule = "must be admin or support";

    /// <summary>The role's public name.</summary>
    public static string Name(this OperatorRole role) => role switch
    {
        OperatorRole.Admin => "admin",
        OperatorRole.Support => "support",
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, null),
    };

    /// <summary>Reads a role as typed; null when there is none by that name.</summary>
    public static OperatorRole? Find(string? typed) => typed?.Trim().ToLowerInvariant() switch
    {
        "admin" => OperatorRole.Admin,
        "support" => OperatorRole.Support,
        _ => null,
    };
}

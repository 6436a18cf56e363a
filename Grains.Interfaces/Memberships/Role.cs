using System.Text.Json.Serialization;

namespace Tenantry.Grains.Interfaces;

/// <summary>The built-in roles, each including the ones before it.</summary>
[GenerateSerializer, Alias("Role")]
[JsonConverter(typeof(CamelCaseEnumConverter<Role>))]
public enum Role
{
    Viewer,
    Member,
    Manager,
    Admin,
}

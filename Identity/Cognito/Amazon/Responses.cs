using System.Text.Json;
using Amazon.Runtime;

namespace Tenantry.Identity;

/// <summary>One attribute of a user, for example <c>email</c> or <c>custom:role</c>.</summary>
internal sealed class AttributeType
{
    public string? Name { get; set; }

    public string? Value { get; set; }

    internal static List<AttributeType> ReadAll(JsonElement owner, string member)
        => owner.TryGetProperty(member, out var list) && list.ValueKind == JsonValueKind.Array
            ? [.. list.EnumerateArray().Select(one => new AttributeType { Name = Json.Text(one, nameof(Name)), Value = Json.Text(one, nameof(Value)) })]
            : [];
}

/// <summary>A user as lists and creation show it.</summary>
internal sealed class UserType
{
    public string? Username { get; set; }

    public List<AttributeType> Attributes { get; set; } = [];

    public bool? Enabled { get; set; }

    /// <summary>For example <c>CONFIRMED</c>.</summary>
    public string? UserStatus { get; set; }

    internal static UserType Read(JsonElement json) => new()
    {
        Username = Json.Text(json, nameof(Username)),
        Attributes = AttributeType.ReadAll(json, nameof(Attributes)),
        Enabled = Json.Flag(json, nameof(Enabled)),
        UserStatus = Json.Text(json, nameof(UserStatus)),
    };
}

internal sealed class CreateGroupResponse : AmazonWebServiceResponse;

internal sealed class DeleteGroupResponse : AmazonWebServiceResponse;

internal sealed class ListUsersInGroupResponse : AmazonWebServiceResponse
{
    public List<UserType> Users { get; set; } = [];

    /// <summary>Where the next page begins; null when there is none.</summary>
    public string? NextToken { get; set; }

    internal static ListUsersInGroupResponse Read(JsonElement json) => new()
    {
        Users = json.TryGetProperty(nameof(Users), out var users) ? [.. users.EnumerateArray().Select(UserType.Read)] : [],
        NextToken = Json.Text(json, nameof(NextToken)),
    };
}

internal sealed class AdminCreateUserResponse : AmazonWebServiceResponse
{
    public UserType User { get; set; } = new();

    internal static AdminCreateUserResponse Read(JsonElement json) => new() { User = UserType.Read(json.GetProperty(nameof(User))) };
}

internal sealed class AdminGetUserResponse : AmazonWebServiceResponse
{
    public string? Username { get; set; }

    public List<AttributeType> UserAttributes { get; set; } = [];

    public bool? Enabled { get; set; }

    public string? UserStatus { get; set; }

    internal static AdminGetUserResponse Read(JsonElement json) => new()
    {
        Username = Json.Text(json, nameof(Username)),
        UserAttributes = AttributeType.ReadAll(json, nameof(UserAttributes)),
        Enabled = Json.Flag(json, nameof(Enabled)),
        UserStatus = Json.Text(json, nameof(UserStatus)),
    };
}

internal sealed class AdminUpdateUserAttributesResponse : AmazonWebServiceResponse;

internal sealed class AdminDisableUserResponse : AmazonWebServiceResponse;

internal sealed class AdminEnableUserResponse : AmazonWebServiceResponse;

internal sealed class AdminDeleteUserResponse : AmazonWebServiceResponse;

internal sealed class AdminSetUserPasswordResponse : AmazonWebServiceResponse;

internal sealed class AdminAddUserToGroupResponse : AmazonWebServiceResponse;

internal sealed class AdminRemoveUserFromGroupResponse : AmazonWebServiceResponse;

/// <summary>Reads members that may be missing.</summary>
file static class Json
{
    public static string? Text(JsonElement json, string member)
        => json.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    public static bool? Flag(JsonElement json, string member)
        => json.TryGetProperty(member, out var value) && value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : null;
}

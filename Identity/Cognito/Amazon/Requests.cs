using System.Text.Json;
using Amazon.Runtime;

namespace Tenantry.Identity;

/// <summary>A request about one user pool.</summary>
internal abstract class AmazonCognitoIdentityProviderRequest : AmazonWebServiceRequest
{
    public string? UserPoolId { get; set; }

    /// <summary>Writes the members that are set.</summary>
    internal virtual void WriteTo(Utf8JsonWriter json) => Write(json, nameof(UserPoolId), UserPoolId);

    private protected static void Write(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
            json.WriteString(name, value);
    }

    private protected static void Write(Utf8JsonWriter json, string name, List<AttributeType> attributes)
    {
        json.WriteStartArray(name);
        foreach (var attribute in attributes)
        {
            json.WriteStartObject();
            Write(json, nameof(AttributeType.Name), attribute.Name);
            Write(json, nameof(AttributeType.Value), attribute.Value);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}

/// <summary>A request about a group.</summary>
internal abstract class GroupRequest : AmazonCognitoIdentityProviderRequest
{
    public string? GroupName { get; set; }

    internal override void WriteTo(Utf8JsonWriter json)
    {
        base.WriteTo(json);
        Write(json, nameof(GroupName), GroupName);
    }
}

/// <summary>A request about a user.</summary>
internal abstract class UserRequest : AmazonCognitoIdentityProviderRequest
{
    /// <summary>The user's name in the pool, or an alias of it such as the email address.</summary>
    public string? Username { get; set; }

    internal override void WriteTo(Utf8JsonWriter json)
    {
        base.WriteTo(json);
        Write(json, nameof(Username), Username);
    }
}

/// <summary>A request about a user's place in a group.</summary>
internal abstract class UserInGroupRequest : UserRequest
{
    public string? GroupName { get; set; }

    internal override void WriteTo(Utf8JsonWriter json)
    {
        base.WriteTo(json);
        Write(json, nameof(GroupName), GroupName);
    }
}

internal sealed class CreateGroupRequest : GroupRequest
{
    public string? Description { get; set; }

    internal override void WriteTo(Utf8JsonWriter json)
    {
        base.WriteTo(json);
        Write(json, nameof(Description), Description);
    }
}

internal sealed class DeleteGroupRequest : GroupRequest;

internal sealed class ListUsersInGroupRequest : GroupRequest
{
    /// <summary>1 to 60.</summary>
    public int? Limit { get; set; }

    /// <summary>Where the page begins, from the one before.</summary>
    public string? NextToken { get; set; }

    internal override void WriteTo(Utf8JsonWriter json)
    {
        base.WriteTo(json);
        if (Limit is { } limit)
            json.WriteNumber(nameof(Limit), limit);
        Write(json, nameof(NextToken), NextToken);
    }
}

internal sealed class AdminCreateUserRequest : UserRequest
{
    public List<AttributeType> UserAttributes { get; set; } = [];

    /// <summary><c>SUPPRESS</c>: the pool sends no invitation.</summary>
    public string? MessageAction { get; set; }

    internal override void WriteTo(Utf8JsonWriter json)
    {
        base.WriteTo(json);
        Write(json, nameof(UserAttributes), UserAttributes);
        Write(json, nameof(MessageAction), MessageAction);
    }
}

internal sealed class AdminGetUserRequest : UserRequest;

internal sealed class AdminUpdateUserAttributesRequest : UserRequest
{
    public List<AttributeType> UserAttributes { get; set; } = [];

    internal override void WriteTo(Utf8JsonWriter json)
    {
        base.WriteTo(json);
        Write(json, nameof(UserAttributes), UserAttributes);
    }
}

internal sealed class AdminDisableUserRequest : UserRequest;

internal sealed class AdminEnableUserRequest : UserRequest;

internal sealed class AdminDeleteUserRequest : UserRequest;

internal sealed class AdminSetUserPasswordRequest : UserRequest
{
    public string? Password { get; set; }

    /// <summary>Whether the user keeps it; otherwise they must choose another at the next sign-in.</summary>
    public bool? Permanent { get; set; }

    internal override void WriteTo(Utf8JsonWriter json)
    {
        base.WriteTo(json);
        Write(json, nameof(Password), Password);
        if (Permanent is { } permanent)
            json.WriteBoolean(nameof(Permanent), permanent);
    }
}

internal sealed class AdminAddUserToGroupRequest : UserInGroupRequest;

internal sealed class AdminRemoveUserFromGroupRequest : UserInGroupRequest;

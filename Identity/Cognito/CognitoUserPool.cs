using Microsoft.Extensions.Options;
using Tenantry.Grains.Interfaces;

namespace Tenantry.Identity;

/// <summary>
/// A user pool of Amazon Cognito whose users sign in with their email address. A tenant is a group named by the organization's id; a
/// user carries the home organization and the role there.
/// </summary>
internal sealed class CognitoUserPool(CognitoClient cognito, IOptions<CognitoSettings> settings) : IUserPool
{
    public const string TenantAttribute = "custom:tenantId";
    public const string RoleAttribute = "custom:role";

    public string Provider => CognitoSettings.Provider;

    public string Issuer => settings.Value.Issuer;

    public async Task<PoolIdentity> MakeUser(PoolUser user, CancellationToken cancellation)
    {
        try
        {
            var made = await Ask(client => client.AdminCreateUserAsync(
                new AdminCreateUserRequest
                {
                    UserPoolId = cognito.UserPoolId,
                    Username = user.Email,
                    UserAttributes = Attributes(user),
                    MessageAction = "SUPPRESS",
                }, cancellation), cancellation);
            return Identity(made.User.Username, made.User.Attributes);
        }
        catch (UsernameExistsException)
        {
            return await TakeOver(user, cancellation);
        }
    }

    public Task UpdateUser(string name, PoolUser user, CancellationToken cancellation)
        => Ask(client => client.AdminUpdateUserAttributesAsync(
            new AdminUpdateUserAttributesRequest { UserPoolId = cognito.UserPoolId, Username = name, UserAttributes = Attributes(user) },
            cancellation), cancellation);

    public Task SetPassword(string name, string password, CancellationToken cancellation)
        => Ask(client => client.AdminSetUserPasswordAsync(
            new AdminSetUserPasswordRequest { UserPoolId = cognito.UserPoolId, Username = name, Password = password, Permanent = true },
            cancellation), cancellation);

    public async Task SetEnabled(string name, bool enabled, CancellationToken cancellation)
    {
        if (enabled)
            await Ask(client => client.AdminEnableUserAsync(new() { UserPoolId = cognito.UserPoolId, Username = name }, cancellation), cancellation);
        else
            await Ask(client => client.AdminDisableUserAsync(new() { UserPoolId = cognito.UserPoolId, Username = name }, cancellation), cancellation);
    }

    public async Task MakeGroup(OrganizationId organization, CancellationToken cancellation)
    {
        try
        {
            await cognito.Send(client => client.CreateGroupAsync(
                new() { UserPoolId = cognito.UserPoolId, GroupName = organization.Value }, cancellation), cancellation);
        }
        catch (GroupExistsException)
        {
            // An earlier attempt has done it.
        }
    }

    public async Task Join(string name, OrganizationId organization, CancellationToken cancellation)
    {
        try
        {
            await Add(name, organization, cancellation);
        }
        catch (ResourceNotFoundException)
        {
            // Somebody has deleted the group in the pool.
            await MakeGroup(organization, cancellation);
            await Add(name, organization, cancellation);
        }
    }

    public async Task Leave(string name, OrganizationId organization, CancellationToken cancellation)
    {
        try
        {
            await cognito.Send(client => client.AdminRemoveUserFromGroupAsync(
                new() { UserPoolId = cognito.UserPoolId, Username = name, GroupName = organization.Value }, cancellation), cancellation);
        }
        catch (AmazonCognitoIdentityProviderException gone) when (gone is UserNotFoundException or ResourceNotFoundException)
        {
            // Nobody is in a group that is not there, and who is not there is in no group.
        }
    }

    public async Task DeleteUser(string name, CancellationToken cancellation)
    {
        try
        {
            await cognito.Send(client => client.AdminDeleteUserAsync(
                new() { UserPoolId = cognito.UserPoolId, Username = name }, cancellation), cancellation);
        }
        catch (UserNotFoundException)
        {
            // An earlier attempt has done it.
        }
    }

    // An attempt whose answer was lost has made this user; anybody else who has the address would lose their password to ours.
    private async Task<PoolIdentity> TakeOver(PoolUser user, CancellationToken cancellation)
    {
        var found = await Ask(client => client.AdminGetUserAsync(
            new() { UserPoolId = cognito.UserPoolId, Username = user.Email }, cancellation), cancellation);
        if (Value(found.UserAttributes, TenantAttribute) != user.Home.Value)
            throw new PoolRefusedException("The pool has a user with this address already, who was not made here.");

        var identity = Identity(found.Username, found.UserAttributes);
        await UpdateUser(identity.Name, user, cancellation);
        return identity;
    }

    private Task<AdminAddUserToGroupResponse> Add(string name, OrganizationId organization, CancellationToken cancellation)
        => Ask(client => client.AdminAddUserToGroupAsync(
            new() { UserPoolId = cognito.UserPoolId, Username = name, GroupName = organization.Value }, cancellation), cancellation);

    private async Task<TResponse> Ask<TResponse>(
        Func<AmazonCognitoIdentityProviderClient, Task<TResponse>> request, CancellationToken cancellation)
    {
        try
        {
            return await cognito.Send(request, cancellation);
        }
        catch (UserNotFoundException gone)
        {
            throw new PoolRefusedException("The user is not in the pool any more.", gone);
        }
        catch (AmazonCognitoIdentityProviderException refused) when (refused is InvalidPasswordException or InvalidParameterException)
        {
            throw new PoolRefusedException($"The pool's own rules stand against it: {refused.Message}", refused);
        }
    }

    private static List<AttributeType> Attributes(PoolUser user) =>
    [
        .. user.SaysEmail
            ? [Attribute("email", user.Email), Attribute("email_verified", user.EmailVerified ? "true" : "false")]
            : Array.Empty<AttributeType>(),
        Attribute(TenantAttribute, user.Home.Value),
        Attribute(RoleAttribute, user.Role.Name()),
    ];

    private static AttributeType Attribute(string name, string value) => new() { Name = name, Value = value };

    private static PoolIdentity Identity(string? name, List<AttributeType> attributes)
        => new(
            name ?? throw new InvalidOperationException("The pool did not say what it calls the user."),
            Value(attributes, "sub") ?? throw new InvalidOperationException("The pool did not say the user's subject."));

    /// <summary>The value of an attribute; null when it is not set.</summary>
    public static string? Value(List<AttributeType> attributes, string name) => attributes.Find(attribute => attribute.Name == name)?.Value;
}

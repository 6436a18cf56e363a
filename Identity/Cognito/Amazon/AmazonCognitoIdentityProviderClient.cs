using System.Text.Json;
using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace Tenantry.Identity;

/// <summary>
/// Amazon Cognito's user pools, as far as they are needed here, under AWS's own names: credentials, signatures, retries and
/// endpoints are those of <c>AWSSDK.Core</c>. This folder goes when <c>AWSSDK.CognitoIdentityProvider</c> takes its place; see docs/adr/0020.
/// </summary>
internal sealed class AmazonCognitoIdentityProviderClient : AmazonServiceClient
{
    /// <summary>With the credentials that AWS's chain finds: the environment, a profile, the role of the task or the machine.</summary>
    public AmazonCognitoIdentityProviderClient(AmazonCognitoIdentityProviderConfig config)
        : base(config)
    {
    }

    protected override IServiceMetadata ServiceMetadata { get; } = new CognitoMetadata();

    /// <summary>Makes a group. Throws <see cref="GroupExistsException"/>.</summary>
    public Task<CreateGroupResponse> CreateGroupAsync(CreateGroupRequest request, CancellationToken cancellationToken = default)
        => Send(request, _ => new CreateGroupResponse(), cancellationToken);

    /// <summary>Deletes a group. Throws <see cref="ResourceNotFoundException"/>.</summary>
    public Task<DeleteGroupResponse> DeleteGroupAsync(DeleteGroupRequest request, CancellationToken cancellationToken = default)
        => Send(request, _ => new DeleteGroupResponse(), cancellationToken);

    /// <summary>The users of a group, a page at a time. Throws <see cref="ResourceNotFoundException"/>.</summary>
    public Task<ListUsersInGroupResponse> ListUsersInGroupAsync(ListUsersInGroupRequest request, CancellationToken cancellationToken = default)
        => Send(request, ListUsersInGroupResponse.Read, cancellationToken);

    /// <summary>Makes a user. Throws <see cref="UsernameExistsException"/>.</summary>
    public Task<AdminCreateUserResponse> AdminCreateUserAsync(AdminCreateUserRequest request, CancellationToken cancellationToken = default)
        => Send(request, AdminCreateUserResponse.Read, cancellationToken);

    /// <summary>A user. Throws <see cref="UserNotFoundException"/>.</summary>
    public Task<AdminGetUserResponse> AdminGetUserAsync(AdminGetUserRequest request, CancellationToken cancellationToken = default)
        => Send(request, AdminGetUserResponse.Read, cancellationToken);

    /// <summary>Sets attributes of a user. Throws <see cref="UserNotFoundException"/>.</summary>
    public Task<AdminUpdateUserAttributesResponse> AdminUpdateUserAttributesAsync(
        AdminUpdateUserAttributesRequest request, CancellationToken cancellationToken = default)
        => Send(request, _ => new AdminUpdateUserAttributesResponse(), cancellationToken);

    /// <summary>Lets a user sign in no more. Throws <see cref="UserNotFoundException"/>.</summary>
    public Task<AdminDisableUserResponse> AdminDisableUserAsync(AdminDisableUserRequest request, CancellationToken cancellationToken = default)
        => Send(request, _ => new AdminDisableUserResponse(), cancellationToken);

    /// <summary>Lets a user sign in again. Throws <see cref="UserNotFoundException"/>.</summary>
    public Task<AdminEnableUserResponse> AdminEnableUserAsync(AdminEnableUserRequest request, CancellationToken cancellationToken = default)
        => Send(request, _ => new AdminEnableUserResponse(), cancellationToken);

    /// <summary>Deletes a user. Throws <see cref="UserNotFoundException"/>.</summary>
    public Task<AdminDeleteUserResponse> AdminDeleteUserAsync(AdminDeleteUserRequest request, CancellationToken cancellationToken = default)
        => Send(request, _ => new AdminDeleteUserResponse(), cancellationToken);

    /// <summary>Sets a password. Throws <see cref="UserNotFoundException"/>, <see cref="InvalidPasswordException"/>.</summary>
    public Task<AdminSetUserPasswordResponse> AdminSetUserPasswordAsync(
        AdminSetUserPasswordRequest request, CancellationToken cancellationToken = default)
        => Send(request, _ => new AdminSetUserPasswordResponse(), cancellationToken);

    /// <summary>Puts a user into a group. Throws <see cref="UserNotFoundException"/>, <see cref="ResourceNotFoundException"/>.</summary>
    public Task<AdminAddUserToGroupResponse> AdminAddUserToGroupAsync(
        AdminAddUserToGroupRequest request, CancellationToken cancellationToken = default)
        => Send(request, _ => new AdminAddUserToGroupResponse(), cancellationToken);

    /// <summary>Takes a user out of a group. Throws <see cref="UserNotFoundException"/>, <see cref="ResourceNotFoundException"/>.</summary>
    public Task<AdminRemoveUserFromGroupResponse> AdminRemoveUserFromGroupAsync(
        AdminRemoveUserFromGroupRequest request, CancellationToken cancellationToken = default)
        => Send(request, _ => new AdminRemoveUserFromGroupResponse(), cancellationToken);

    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        pipeline.RemoveHandler<EndpointResolver>();
        pipeline.AddHandlerAfter<Marshaller>(new CognitoEndpointResolver());
        pipeline.AddHandlerAfter<RetryHandler>(new CognitoAuthSchemes());
    }

    private Task<TResponse> Send<TResponse>(
        AmazonCognitoIdentityProviderRequest request, Func<JsonElement, TResponse> read, CancellationToken cancellationToken)
        where TResponse : AmazonWebServiceResponse, new()
        => InvokeAsync<TResponse>(
            request,
            new InvokeOptions { RequestMarshaller = CognitoMarshaller.Instance, ResponseUnmarshaller = new CognitoUnmarshaller<TResponse>(read) },
            cancellationToken);

    private sealed class CognitoMetadata : IServiceMetadata
    {
        public string ServiceId => AmazonCognitoIdentityProviderConfig.Id;

        public IDictionary<string, string> OperationNameMapping { get; } = new Dictionary<string, string>();
    }
}

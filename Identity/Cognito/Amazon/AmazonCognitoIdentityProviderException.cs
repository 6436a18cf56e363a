using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace Tenantry.Identity;

/// <summary>What Cognito answered instead of doing it.</summary>
internal class AmazonCognitoIdentityProviderException(ErrorResponse error)
    : AmazonServiceException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode);

/// <summary>There is a group of this name.</summary>
internal sealed class GroupExistsException(ErrorResponse error) : AmazonCognitoIdentityProviderException(error);

/// <summary>A member of the request breaks a rule of the pool.</summary>
internal sealed class InvalidParameterException(ErrorResponse error) : AmazonCognitoIdentityProviderException(error);

/// <summary>The password breaks the pool's policy.</summary>
internal sealed class InvalidPasswordException(ErrorResponse error) : AmazonCognitoIdentityProviderException(error);

/// <summary>The credentials do not allow this.</summary>
internal sealed class NotAuthorizedException(ErrorResponse error) : AmazonCognitoIdentityProviderException(error);

/// <summary>There is no such pool or group.</summary>
internal sealed class ResourceNotFoundException(ErrorResponse error) : AmazonCognitoIdentityProviderException(error);

/// <summary>The quota of the account is used up for now; the pipeline tries again by itself first.</summary>
internal sealed class TooManyRequestsException(ErrorResponse error) : AmazonCognitoIdentityProviderException(error);

/// <summary>There is a user of this name.</summary>
internal sealed class UsernameExistsException(ErrorResponse error) : AmazonCognitoIdentityProviderException(error);

/// <summary>There is no such user.</summary>
internal sealed class UserNotFoundException(ErrorResponse error) : AmazonCognitoIdentityProviderException(error);

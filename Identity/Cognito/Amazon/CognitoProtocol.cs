using System.Net;
using System.Text.Json;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;
using Amazon.Runtime.Internal.Util;
using IRequest = Amazon.Runtime.Internal.IRequest;

namespace Tenantry.Identity;

/// <summary>Writes requests in AWS's JSON protocol, version 1.1: the operation in a header, the members in the body.</summary>
internal sealed class CognitoMarshaller : IMarshaller<IRequest, AmazonWebServiceRequest>
{
    public static readonly CognitoMarshaller Instance = new();

    public IRequest Marshall(AmazonWebServiceRequest input)
    {
        var request = (AmazonCognitoIdentityProviderRequest)input;
        var body = new MemoryStream();
        using (var json = new Utf8JsonWriter(body))
        {
            json.WriteStartObject();
            request.WriteTo(json);
            json.WriteEndObject();
        }

        var operation = request.GetType().Name[..^"Request".Length];
        var marshalled = new DefaultRequest(request, "Amazon.CognitoIdentityProvider")
        {
            HttpMethod = "POST",
            ResourcePath = "/",
            Content = body.ToArray(),
        };
        marshalled.Headers["X-Amz-Target"] = $"AWSCognitoIdentityProviderService.{operation}";
        marshalled.Headers["Content-Type"] = "application/x-amz-json-1.1";
        return marshalled;
    }
}

/// <summary>Reads answers of AWS's JSON protocol; a refusal becomes the exception that AWS names.</summary>
internal sealed class CognitoUnmarshaller<TResponse>(Func<JsonElement, TResponse> read) : JsonResponseUnmarshaller
    where TResponse : AmazonWebServiceResponse
{
    public override AmazonWebServiceResponse Unmarshall(JsonUnmarshallerContext context)
    {
        using var body = JsonDocument.Parse(context.Stream);
        return read(body.RootElement);
    }

    public override AmazonServiceException UnmarshallException(JsonUnmarshallerContext context, Exception innerException, HttpStatusCode statusCode)
    {
        var reader = new StreamingUtf8JsonReader(context.Stream);
        var error = JsonErrorResponseUnmarshaller.GetInstance().Unmarshall(context, ref reader);
        error.InnerException = innerException;
        error.StatusCode = statusCode;
        return error.Code switch
        {
            nameof(GroupExistsException) => new GroupExistsException(error),
            nameof(InvalidParameterException) => new InvalidParameterException(error),
            nameof(InvalidPasswordException) => new InvalidPasswordException(error),
            nameof(NotAuthorizedException) => new NotAuthorizedException(error),
            nameof(ResourceNotFoundException) => new ResourceNotFoundException(error),
            nameof(TooManyRequestsException) => new TooManyRequestsException(error),
            nameof(UsernameExistsException) => new UsernameExistsException(error),
            nameof(UserNotFoundException) => new UserNotFoundException(error),
            _ => new AmazonCognitoIdentityProviderException(error),
        };
    }
}

using System.Security.Claims;
using System.Text.Json;
using Amazon.Runtime;
using Microsoft.Extensions.Options;
using Tenantry.Grains.Interfaces;

namespace Tenantry.Identity;

/// <summary>The claims of somebody who has a good token and no account yet, beside who they are.</summary>
internal static class ExternalClaims
{
    public const string Email = "external_email";
    public const string EmailVerified = "external_email_verified";
    public const string Name = "external_name";
    public const string PoolName = "external_pool_name";
}

internal sealed class ExternalIdentities(
    ExternalTokens tokens, TrustedIssuers issuers, CognitoClient cognito, IOptions<CognitoSettings> settings, TimeProvider time) : IExternalIdentities
{
    private const string ConfirmedSignUp = "PostConfirmation_ConfirmSignUp";

    public async Task<Result<ExternalIdentity>> Describe(ClaimsPrincipal caller, string? idToken, CancellationToken cancellation)
    {
        var identity = Of(caller);
        if (idToken is not null)
        {
            return await tokens.ReadIdToken(idToken, identity.Issuer, identity.Subject) is { } told
                ? told with { PoolName = told.PoolName ?? identity.PoolName }
                : Errors.ValidationFailed("idToken", "must be a valid id token of the same issuer and subject as the access token");
        }

        return identity is { Email: null, PoolName: { } name } ? await AskPool(identity, name, cancellation) : identity;
    }

    public Result<Confirmation> ReadConfirmation(SignedMessage message)
    {
        if (settings.Value is not { IsUsed: true, HookSecret: { } secret } || !HookSignature.Holds(message, HookSignature.Key(secret)!, time.GetUtcNow()))
            return Errors.SignatureInvalid();

        try
        {
            using var document = JsonDocument.Parse(message.Body);
            return Read(document.RootElement);
        }
        catch (Exception malformed) when (malformed is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return Errors.ValidationFailed("request", "must be an event of Cognito's trigger after a confirmation");
        }
    }

    private Result<Confirmation> Read(JsonElement happened)
    {
        if (happened.GetProperty("userPoolId").GetString() != settings.Value.UserPoolId)
            return Errors.PoolNotOurs();
        if (happened.GetProperty("triggerSource").GetString() != ConfirmedSignUp)
            return new Confirmation(null, null);

        var request = happened.GetProperty("request");
        var attributes = request.GetProperty("userAttributes");
        return new Confirmation(
            new ExternalIdentity
            {
                Issuer = issuers.Pool!.Authority,
                Subject = attributes.GetProperty("sub").GetString()!,
                Email = Text(attributes, "email"),
                EmailVerified = Text(attributes, "email_verified") == "true",
                Name = Text(attributes, "name"),
                PoolName = happened.GetProperty("userName").GetString(),
            },
            request.TryGetProperty("clientMetadata", out var metadata) && metadata.ValueKind == JsonValueKind.Object ? Text(metadata, "organization") : null);
    }

    private async Task<Result<ExternalIdentity>> AskPool(ExternalIdentity identity, string name, CancellationToken cancellation)
    {
        try
        {
            var user = await cognito.Send(client => client.AdminGetUserAsync(
                new() { UserPoolId = cognito.UserPoolId, Username = name }, cancellation), cancellation);
            return identity with
            {
                Email = CognitoUserPool.Value(user.UserAttributes, "email"),
                EmailVerified = CognitoUserPool.Value(user.UserAttributes, "email_verified") == "true",
                Name = CognitoUserPool.Value(user.UserAttributes, "name"),
            };
        }
        catch (UserNotFoundException)
        {
            return Errors.ValidationFailed("idToken", "is needed: the pool does not know the user of the access token any more");
        }
        catch (Exception silent) when (silent is AmazonServiceException or AmazonClientException or HttpRequestException)
        {
            return Errors.TemporarilyUnavailable("The user pool does not answer; try again, or send an id token.");
        }
    }

    private static ExternalIdentity Of(ClaimsPrincipal caller) => new()
    {
        Issuer = caller.FindFirstValue(IExternalIdentities.IssuerClaim)!,
        Subject = caller.FindFirstValue(IExternalIdentities.SubjectClaim)!,
        Email = caller.FindFirstValue(ExternalClaims.Email),
        EmailVerified = caller.HasClaim(claim => claim.Type == ExternalClaims.EmailVerified),
        Name = caller.FindFirstValue(ExternalClaims.Name),
        PoolName = caller.FindFirstValue(ExternalClaims.PoolName),
    };

    private static string? Text(JsonElement json, string member)
        => json.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}

using Tenantry.Tests;

namespace Tenantry.Identity.Tests;

/// <summary>The typed client against the stand-in: every operation, and every refusal that something depends on.</summary>
public sealed class CognitoClientTests : IAsyncLifetime
{
    private readonly string _email = $"{SiloFixture.Unique()}@example.com";
    private CognitoLocal _local = null!;
    private AmazonCognitoIdentityProviderClient _client = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        foreach (var (name, value) in CognitoLocal.Credentials)
            Environment.SetEnvironmentVariable(name, value);
        _local = await CognitoLocal.Start();
        _client = new AmazonCognitoIdentityProviderClient(new AmazonCognitoIdentityProviderConfig
        {
            ServiceURL = _local.Address.ToString(),
            AuthenticationRegion = "eu-central-1",
            MaxErrorRetry = 0,
        });
    }

    public async ValueTask DisposeAsync()
    {
        _client?.Dispose();
        if (_local is not null)
            await _local.DisposeAsync();
    }

    [Fact]
    public async Task A_user_is_made_read_changed_disabled_enabled_and_deleted()
    {
        var made = await _client.AdminCreateUserAsync(
            new()
            {
                UserPoolId = _local.UserPoolId,
                Username = _email,
                MessageAction = "SUPPRESS",
                UserAttributes = [new() { Name = "email", Value = _email }, new() { Name = "custom:role", Value = "admin" }],
            }, Cancellation);
        var name = made.User.Username!;
        Assert.Equal(_email, CognitoUserPool.Value(made.User.Attributes, "email"));
        Assert.NotNull(CognitoUserPool.Value(made.User.Attributes, "sub"));

        await _client.AdminUpdateUserAttributesAsync(
            new() { UserPoolId = _local.UserPoolId, Username = name, UserAttributes = [new() { Name = "custom:role", Value = "viewer" }] }, Cancellation);
        await _client.AdminSetUserPasswordAsync(
            new() { UserPoolId = _local.UserPoolId, Username = name, Password = Account.Password, Permanent = true }, Cancellation);
        await _client.AdminDisableUserAsync(new() { UserPoolId = _local.UserPoolId, Username = name }, Cancellation);

        var read = await Read(name);
        Assert.Equal((name, false, "CONFIRMED"), (read.Username, read.Enabled, read.UserStatus));
        Assert.Equal("viewer", CognitoUserPool.Value(read.UserAttributes, "custom:role"));

        await _client.AdminEnableUserAsync(new() { UserPoolId = _local.UserPoolId, Username = name }, Cancellation);
        Assert.True((await Read(name)).Enabled);
        Assert.NotEmpty((await _local.SignIn(_email, Account.Password)).Access);

        await _client.AdminDeleteUserAsync(new() { UserPoolId = _local.UserPoolId, Username = name }, Cancellation);
        await Assert.ThrowsAsync<UserNotFoundException>(() => Read(name));
    }

    [Fact]
    public async Task A_group_has_the_users_that_were_put_into_it()
    {
        await _client.CreateGroupAsync(new() { UserPoolId = _local.UserPoolId, GroupName = "org_1", Description = "Acme" }, Cancellation);
        var made = await _client.AdminCreateUserAsync(new() { UserPoolId = _local.UserPoolId, Username = _email, MessageAction = "SUPPRESS" }, Cancellation);

        await _client.AdminAddUserToGroupAsync(
            new() { UserPoolId = _local.UserPoolId, Username = made.User.Username, GroupName = "org_1" }, Cancellation);
        var users = (await _client.ListUsersInGroupAsync(new() { UserPoolId = _local.UserPoolId, GroupName = "org_1", Limit = 60 }, Cancellation)).Users;
        Assert.Equal(made.User.Username, Assert.Single(users).Username);

        await _client.AdminRemoveUserFromGroupAsync(
            new() { UserPoolId = _local.UserPoolId, Username = made.User.Username, GroupName = "org_1" }, Cancellation);
        Assert.Empty((await _client.ListUsersInGroupAsync(new() { UserPoolId = _local.UserPoolId, GroupName = "org_1" }, Cancellation)).Users);

        await _client.DeleteGroupAsync(new() { UserPoolId = _local.UserPoolId, GroupName = "org_1" }, Cancellation);
        await Assert.ThrowsAsync<ResourceNotFoundException>(
            () => _client.ListUsersInGroupAsync(new() { UserPoolId = _local.UserPoolId, GroupName = "org_1" }, Cancellation));
    }

    [Fact]
    public async Task Refusals_have_their_names()
    {
        await _client.AdminCreateUserAsync(new() { UserPoolId = _local.UserPoolId, Username = _email, MessageAction = "SUPPRESS" }, Cancellation);

        var exists = await Assert.ThrowsAsync<UsernameExistsException>(
            () => _client.AdminCreateUserAsync(new() { UserPoolId = _local.UserPoolId, Username = _email, MessageAction = "SUPPRESS" }, Cancellation));
        Assert.Equal(("UsernameExistsException", HttpStatusCode.BadRequest), (exists.ErrorCode, exists.StatusCode));
        // The stand-in fails otherwise while it has no group at all.
        await _client.CreateGroupAsync(new() { UserPoolId = _local.UserPoolId, GroupName = "some" }, Cancellation);
        await Assert.ThrowsAsync<ResourceNotFoundException>(
            () => _client.AdminAddUserToGroupAsync(new() { UserPoolId = _local.UserPoolId, Username = _email, GroupName = "none" }, Cancellation));
        await Assert.ThrowsAsync<UserNotFoundException>(
            () => _client.AdminDeleteUserAsync(new() { UserPoolId = _local.UserPoolId, Username = "nobody@example.com" }, Cancellation));
    }

    [Fact]
    public void Without_a_stand_in_requests_go_to_the_region()
    {
        var config = new AmazonCognitoIdentityProviderConfig { RegionEndpoint = Amazon.RegionEndpoint.EUCentral1 };
        Assert.Equal("https://cognito-idp.eu-central-1.amazonaws.com", config.DetermineServiceOperationEndpoint(new(new AdminGetUserRequest())).URL);

        config.RegionEndpoint = Amazon.RegionEndpoint.CNNorth1;
        Assert.Equal("https://cognito-idp.cn-north-1.amazonaws.com.cn", config.DetermineServiceOperationEndpoint(new(new AdminGetUserRequest())).URL);
    }

    [Fact]
    public async Task Requests_are_signed_and_a_busy_pool_is_asked_again()
    {
        await using var busy = await BusyPool.Start(refusals: 2);
        using var client = new AmazonCognitoIdentityProviderClient(new AmazonCognitoIdentityProviderConfig
        {
            ServiceURL = busy.Address,
            AuthenticationRegion = "eu-central-1",
            MaxErrorRetry = 2,
        });

        await client.AdminEnableUserAsync(new() { UserPoolId = "pool", Username = "ada" }, Cancellation);

        Assert.Equal(3, busy.Requests.Count);
        Assert.All(busy.Requests, request =>
        {
            Assert.Equal("AWSCognitoIdentityProviderService.AdminEnableUser", request.Target);
            Assert.StartsWith("AWS4-HMAC-SHA256 Credential=local/", request.Authorization, StringComparison.Ordinal);
            Assert.Contains("/eu-central-1/cognito-idp/aws4_request", request.Authorization, StringComparison.Ordinal);
            Assert.Equal("""{"UserPoolId":"pool","Username":"ada"}""", request.Body);
        });

        busy.Refuse(3);
        await Assert.ThrowsAsync<TooManyRequestsException>(() => client.AdminEnableUserAsync(new() { UserPoolId = "pool", Username = "ada" }, Cancellation));
    }

    private Task<AdminGetUserResponse> Read(string name)
        => _client.AdminGetUserAsync(new() { UserPoolId = _local.UserPoolId, Username = name }, Cancellation);
}

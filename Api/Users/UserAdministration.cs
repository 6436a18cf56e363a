using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;

namespace Tenantry.Api;

/// <summary>All users, to the provider's own staff.</summary>
internal static class UserAdministration
{
    public static void MapUserAdministration(this IEndpointRouteBuilder routes)
    {
        var users = routes.MapGroup("/v1/admin/users").RequireOperator().WithTags("Users");

        users.MapGet("/", async (UserFilter filter, PageQuery page, IGrainFactory grains) =>
                (filter.Email is { } email ? await grains.FindUser(email) : await grains.Lists().Users(page.After, page.Limit)).ToHttp())
            .WithName("adminListUsers")
            .WithSummary("List all users, in an order of their ids that is not that of sign-up, or find one by the email address");

        users.MapGet("/{user}", async (UserId user, IGrainFactory grains) => (await grains.User(user).GetAccount()).ToHttp())
            .WithName("adminGetUser")
            .WithSummary("Read any user")
            .Refuses(ErrorCode.UserNotFound);

        users.MapPost("/", async (Body<NewUserBody> body, Caller caller, CommandSender commands) =>
                (await commands.Run(new AddUser
                {
                    Email = body.Value.Email,
                    Name = body.Value.Name,
                    Password = body.Value.Password,
                    Actor = caller.Actor,
                }))
                .ToHttp(made => $"/v1/admin/users/{made.Id}"))
            .WithName("adminAddUser")
            .WithSummary("Make an account that belongs to no organization yet")
            .Refuses(ErrorCode.EmailTaken, ErrorCode.AttemptAbandoned);

        users.MapPatch("/{user}", async (UserId user, Body<UserChangesBody> body, IfMatch ifMatch, Caller caller, CommandSender commands) =>
                (await commands.Run(new ChangeUser { User = user, Name = body.Value.Name, IfRevision = ifMatch.Revision, Actor = caller.Actor })).ToHttp())
            .WithName("adminChangeUser")
            .WithSummary("Change a user's profile")
            .Refuses(ErrorCode.UserNotFound);

        users.MapPost("/{user}/disable", async (UserId user, Body<UserSuspensionBody> body, Caller caller, CommandSender commands) =>
                (await commands.Run(new DisableUser { User = user, Reason = body.Value.Reason, Actor = caller.Actor })).ToHttp())
            .WithName("adminDisableUser")
            .WithSummary("Close a user's account in every organization, from the next request on")
            .Refuses(ErrorCode.UserNotFound);

        users.MapPost("/{user}/enable", async (UserId user, Caller caller, CommandSender commands) =>
                (await commands.Run(new DisableUser { User = user, Actor = caller.Actor })).ToHttp())
            .WithName("adminEnableUser")
            .WithSummary("Open a disabled account again; its former sessions stay ended")
            .Refuses(ErrorCode.UserNotFound);

        users.MapPost("/{user}/end-sessions", async (UserId user, Caller caller, CommandSender commands) =>
                (await commands.Run(new EndUserSessions { User = user, Actor = caller.Actor })).ToHttp())
            .WithName("adminEndUserSessions")
            .WithSummary("End all sessions of a user, from the next request on")
            .Refuses(ErrorCode.UserNotFound);
    }

    private static async Task<Page<AccountView>> FindUser(this IGrainFactory grains, string email)
        => EmailAddress.TryNormalize(email, out _, out var key)
            && await grains.EmailClaim(key).Get() is { } claim
            && UserId.TryParse(claim.Owner, null, out var owner)
            && (await grains.User(owner).GetAccount()).Value is { } account
                ? new([account], Next: null)
                : new([], Next: null);
}

/// <summary>Which users are asked for.</summary>
/// <param name="Email">The address; null for all.</param>
internal sealed record UserFilter(string? Email) : IEndpointParameterMetadataProvider
{
    public static ValueTask<UserFilter> BindAsync(HttpContext context)
        => context.Request.Query["email"] switch
        {
            [] => new(new UserFilter((string?)null)),
            [{ Length: > 0 } email] => new(new UserFilter(email)),
            _ => throw new RefusedException(Problem.Parameter("email", "must be one email address")),
        };

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder)
        => builder.Metadata.Add(new QueryNote("email", "Only the user who has this address."));
}

/// <summary>A user to be made.</summary>
internal sealed record NewUserBody
{
    public required string Email { get; init; }

    [DisallowNull]
    public string? Name { get; init; }

    /// <summary>The first password, which the user should change.</summary>
    public required string Password { get; init; }

    public override string ToString() => nameof(NewUserBody);
}

/// <summary>Changes to a user; what is left out stays as it is.</summary>
internal sealed record UserChangesBody
{
    [DisallowNull]
    public string? Name { get; init; }
}

/// <summary>An account to be closed.</summary>
internal sealed record UserSuspensionBody
{
    /// <summary>Why, for the record. Only operators see it.</summary>
    public required string Reason { get; init; }
}

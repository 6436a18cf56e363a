using System.Diagnostics.CodeAnalysis;

namespace Tenantry.Api;

/// <summary>The operators, to each other.</summary>
internal static class StaffEndpoints
{
    public static void MapStaff(this IEndpointRouteBuilder routes)
    {
        var staff = routes.MapGroup("/v1/admin/operators").RequireOperator().WithTags("Staff");

        staff.MapGet("/", async (PageQuery page, IGrainFactory grains) =>
                (await grains.Lists().Operators(page.After, page.Limit)).ToHttp())
            .WithName("adminListOperators")
            .WithSummary("List the operators, the oldest account first");

        staff.MapGet("/{operator}", async (OperatorId @operator, IGrainFactory grains) =>
                (await grains.Operator(@operator).Get()).ToHttp())
            .WithName("adminGetOperator")
            .WithSummary("Read an operator")
            .Refuses(ErrorCode.OperatorNotFound);

        staff.MapPost("/", async (Body<NewOperatorBody> body, Caller caller, CommandSender commands) =>
                (await commands.Run(new AddOperator
                {
                    Email = body.Value.Email,
                    Name = body.Value.Name,
                    Role = body.Value.Role,
                    Password = body.Value.Password,
                    Actor = caller.Actor,
                })).ToHttp(made => $"/v1/admin/operators/{made.Id}"))
            .WithName("adminAddOperator")
            .WithSummary("Add an operator")
            .Refuses(ErrorCode.EmailTaken, ErrorCode.CapacityReached);

        staff.MapPatch("/{operator}", async (
                OperatorId @operator, Body<OperatorChangesBody> body, IfMatch ifMatch, Caller caller, CommandSender commands) =>
                (await commands.Run(new ChangeOperator
                {
                    Operator = @operator,
                    Role = body.Value.Role,
                    Name = body.Value.Name,
                    IfRevision = ifMatch.Revision,
                    Actor = caller.Actor,
                })).ToHttp())
            .WithName("adminChangeOperator")
            .WithSummary("Change an operator's role or name")
            .Refuses(ErrorCode.OperatorNotFound, ErrorCode.LastOperator);

        staff.MapPost("/{operator}/disable", async (OperatorId @operator, Caller caller, CommandSender commands) =>
                (await commands.Run(new DisableOperator { Operator = @operator, Disabled = true, Actor = caller.Actor })).ToHttp())
            .WithName("adminDisableOperator")
            .WithSummary("Close an operator's account to its owner, from the next request on")
            .Refuses(ErrorCode.OperatorNotFound, ErrorCode.LastOperator);

        staff.MapPost("/{operator}/enable", async (OperatorId @operator, Caller caller, CommandSender commands) =>
                (await commands.Run(new DisableOperator { Operator = @operator, Disabled = false, Actor = caller.Actor })).ToHttp())
            .WithName("adminEnableOperator")
            .WithSummary("Open a disabled account again; its former sessions stay ended")
            .Refuses(ErrorCode.OperatorNotFound);

        staff.MapDelete("/{operator}/totp", async (OperatorId @operator, Caller caller, CommandSender commands) =>
                (await commands.Run(new RemoveOperatorFactor { Operator = @operator, Actor = caller.Actor })).ToHttp())
            .WithName("adminResetOperatorSecondFactor")
            .WithSummary("Switch off the second factor of an operator who has lost it, which ends all their sessions")
            .Refuses(ErrorCode.OperatorNotFound);

        staff.MapDelete("/{operator}", async (OperatorId @operator, Caller caller, CommandSender commands) =>
                (await commands.Run(new RemoveOperator { Operator = @operator, Actor = caller.Actor })).ToHttp())
            .WithName("adminRemoveOperator")
            .WithSummary("End an operator's account for good")
            .Refuses(ErrorCode.OperatorNotFound, ErrorCode.LastOperator);
    }
}

/// <summary>An operator to be made.</summary>
internal sealed record NewOperatorBody
{
    public required string Email { get; init; }

    [DisallowNull]
    public string? Name { get; init; }

    /// <summary>admin or support; support when left out.</summary>
    [DisallowNull]
    public string? Role { get; init; }

    /// <summary>The first password, which the operator should change.</summary>
    public required string Password { get; init; }

    public override string ToString() => nameof(NewOperatorBody);
}

/// <summary>Changes to an operator; what is left out stays as it is.</summary>
internal sealed record OperatorChangesBody
{
    /// <summary>admin or support.</summary>
    [DisallowNull]
    public string? Role { get; init; }

    [DisallowNull]
    public string? Name { get; init; }
}

using System.Collections.Immutable;

namespace Tenantry.Api;

/// <summary>Questions about who may do what.</summary>
internal static class AccessEndpoints
{
    public static void MapAccess(this IEndpointRouteBuilder organization)
    {
        // It changes nothing, so it needs no idempotency key; it is a POST because a hundred questions fit into no address.
        organization.MapPost("/access/check", async (OrganizationId org, Body<AccessCheckBody> body, IGrainFactory grains) =>
                (await grains.AccessPolicy(org).Check(body.Value.ToQuestions())).ToHttp())
            .RequirePermission(Permission.AccessRead)
            .WithTags("Access")
            .WithName("checkAccess")
            .WithSummary("Ask up to 100 times whether a user may do something");

        organization.MapGet("/access/explain", async (OrganizationId org, ExplainQuery query, IGrainFactory grains) =>
                (await grains.AccessPolicy(org).Explain(query.Question)).ToHttp())
            .RequirePermission(Permission.AccessRead)
            .WithTags("Access")
            .WithName("explainAccess")
            .WithSummary("Ask whether a user may do something, and why")
            .Refuses(ErrorCode.ValidationFailed);
    }

    private static ComputedAnswer<AccessCheckView> ToHttp(this Result<ImmutableArray<AccessAnswer>> result)
        => new(result.Error, result.Succeeded ? new() { Answers = result.Value } : null);

    private static ComputedAnswer<AccessExplanation> ToHttp(this Result<AccessExplanation> result) => new(result.Error, result.Value);
}

/// <summary>Questions to be answered at once.</summary>
internal sealed record AccessCheckBody
{
    /// <summary>1 to 100 questions.</summary>
    public required ImmutableArray<AccessQuestionBody> Questions { get; init; }

    /// <summary>The questions that the body asks.</summary>
    public ImmutableArray<AccessQuestion> ToQuestions() => [.. Questions.Select(question => question.ToQuestion())];
}

/// <summary>May this user do this?</summary>
internal sealed record AccessQuestionBody
{
    public required UserId User { get; init; }

    /// <summary>The name of a permission, Tenantry's or the product's, for example <c>projects:write</c>.</summary>
    public required string Permission { get; init; }

    /// <summary>The project it is about; left out for the organization itself.</summary>
    public ProjectId? Project { get; init; }

    /// <summary>The question that the body asks.</summary>
    public AccessQuestion ToQuestion() => new() { User = User, Permission = Permission, Project = Project };
}

/// <summary>The answers, in the order of the questions.</summary>
internal sealed record AccessCheckView
{
    public required ImmutableArray<AccessAnswer> Answers { get; init; }
}

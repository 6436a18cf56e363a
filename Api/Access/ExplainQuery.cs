using System.Diagnostics.CodeAnalysis;

namespace Tenantry.Api;

/// <summary>The question of an explanation, from the query.</summary>
internal sealed record ExplainQuery(AccessQuestion Question)
{
    public static ValueTask<ExplainQuery> BindAsync(HttpContext context)
    {
        var query = context.Request.Query;
        if (!TryRead(query["user"], out var userText) || !TypedId.TryParse<UserId>(userText, out var user))
            throw Refusal("user", $"is not an id of the form {UserId.Prefix}…");
        if (!TryRead(query["permission"], out var permission))
            throw Refusal("permission", "must be the name of one permission");

        ProjectId? project = null;
        if (query.ContainsKey("project"))
            project = TryRead(query["project"], out var text) && TypedId.TryParse<ProjectId>(text, out var id)
                ? id
                : throw Refusal("project", $"is not an id of the form {ProjectId.Prefix}…");
        return new(new ExplainQuery(new AccessQuestion { User = user, Permission = permission, Project = project }));
    }

    private static bool TryRead(Microsoft.Extensions.Primitives.StringValues values, [NotNullWhen(true)] out string? value)
    {
        value = values is [{ Length: > 0 } only] ? only : null;
        return value is not null;
    }

    private static RefusedException Refusal(string name, string rule) => new(Problem.Parameter(name, rule));
}

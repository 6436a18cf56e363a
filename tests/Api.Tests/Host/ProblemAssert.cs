using System.Text.Json.Nodes;

namespace Tenantry.Api.Tests;

internal static class ProblemAssert
{
    /// <summary>The reply is exactly this problem document and no other member is in it. Checks the trace id's presence only.</summary>
    /// <param name="reply">The reply.</param>
    /// <param name="status">The status of the answer and in the document.</param>
    /// <param name="code">The code.</param>
    /// <param name="instance">The path of the request.</param>
    /// <param name="errors">The member errors as JSON; null when there must be none.</param>
    /// <param name="detail">The detail; null when it may be any.</param>
    public static void IsProblem(this Reply reply, int status, string code, string instance, string? errors = null, string? detail = null)
    {
        Assert.Equal((status, code), (reply.Status, reply.Code));
        var document = reply.Json.AsObject();
        var kind = Kinds.Single(kind => kind.Code == code);
        Assert.Equal(kind.Type, (string?)document["type"]);
        Assert.Equal(kind.Title, (string?)document["title"]);
        Assert.Equal(status, (int?)document["status"]);
        Assert.Equal(instance.Split('?')[0], (string?)document["instance"]);
        Assert.NotEmpty((string?)document["traceId"] ?? "");
        Assert.Equal(errors is null ? null : JsonNode.Parse(errors)!.ToJsonString(), document["errors"]?.ToJsonString());
        if (detail is not null)
            Assert.Equal(detail, (string?)document["detail"]);
        Assert.Empty(document.Select(member => member.Key).Except(["type", "title", "status", "detail", "instance", "code", "errors", "traceId"]));
        Assert.Equal("nosniff", reply.Header("X-Content-Type-Options"));
    }

    private static IEnumerable<ProblemKind> Kinds =>
    [
        .. Enum.GetValues<ErrorCode>().Select(ProblemKind.Of),
        ProblemKind.MalformedJson, ProblemKind.InvalidParameter, ProblemKind.BadRequest, ProblemKind.Unauthenticated,
        ProblemKind.UserRequired, ProblemKind.OperatorRequired, ProblemKind.OperatorAdminRequired, ProblemKind.NotFound, ProblemKind.MethodNotAllowed,
        ProblemKind.PayloadTooLarge, ProblemKind.UnsupportedMediaType, ProblemKind.RateLimited, ProblemKind.InternalError,
    ];
}

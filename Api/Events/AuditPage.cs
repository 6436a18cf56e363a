using System.Globalization;
using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;

namespace Tenantry.Api;

/// <summary>Which part of a log is asked for, and in which order.</summary>
/// <param name="NewestFirst">Whether the newest come first.</param>
/// <param name="Beyond">The sequence number to go on from; null to begin.</param>
internal sealed record AuditPage(bool NewestFirst, long? Beyond) : IEndpointParameterMetadataProvider
{
    private const string Descending = "desc";
    private const string Ascending = "asc";

    public static async ValueTask<AuditPage> BindAsync(HttpContext context)
    {
        var order = context.Request.Query["order"];
        var newestFirst = order switch
        {
            [] or [Descending] => true,
            [Ascending] => false,
            _ => throw new RefusedException(Problem.Parameter("order", $"must be {Ascending} or {Descending}")),
        };
        var after = (await PageQuery.BindAsync(context)).After;
        if (after is null)
            return new(newestFirst, null);
        // A cursor leads on in the order in which it was given.
        var prefix = Prefix(newestFirst);
        return after.StartsWith(prefix, StringComparison.Ordinal)
            && long.TryParse(after.AsSpan(prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var beyond)
                ? new(newestFirst, beyond)
                : throw new RefusedException(Problem.Parameter("after", "is a cursor of this list in the other order"));
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder)
        => builder.Metadata.Add(new QueryNote("order", "desc, the newest first, unless asc is asked for."));

    /// <summary>The page with a cursor that knows its order.</summary>
    public Page<AuditEventView> Of(Page<AuditEventView> page)
        => page.Next is null ? page : page with { Next = Prefix(NewestFirst) + page.Next };

    private static string Prefix(bool newestFirst) => newestFirst ? Descending + ":" : Ascending + ":";
}

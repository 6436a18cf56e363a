using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.Primitives;

namespace Tenantry.Api;

/// <summary>Which events of a log are asked for, from the query.</summary>
/// <param name="Filter">What they are like.</param>
/// <param name="Period">When they occurred.</param>
internal sealed partial record AuditSearch(AuditFilter Filter, LogPeriod Period) : IEndpointParameterMetadataProvider
{
    public const int MostTypes = 50;
    public const string TypeRule = "must be a type of the catalogue, or the beginning of some as in member.*";
    public const string TimeRule = "must be an RFC 3339 time such as 2026-01-31T12:00:00Z";
    public const string OrderedRule = "must be later than from";
    public const int LongestText = 200;
    public const string TextRule = "must be a text of 1 to 200 characters";

    private static readonly string[] TimeForms = ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", "yyyy-MM-dd'T'HH:mm:sszzz", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz"];

    public static ValueTask<AuditSearch> BindAsync(HttpContext context) => new(Read(context.Request.Query));

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder)
    {
        builder.Metadata.Add(new QueryNote("type", "Only events of this type, or of all that begin so: member.*. May be repeated."));
        builder.Metadata.Add(new QueryNote("actor", "Only what this one caused: an id, or public, user, operator, system or apiKey."));
        builder.Metadata.Add(new QueryNote("subject", "Only what happened to the resource of this id."));
        builder.Metadata.Add(new QueryNote("from", "Only what occurred at this time or later, RFC 3339."));
        builder.Metadata.Add(new QueryNote("to", "Only what occurred before this time, RFC 3339."));
    }

    /// <summary>Reads an actor: the name of a kind, or an id.</summary>
    public static (ActorKind? Kind, string? Id) ReadActor(string? actor)
    {
        foreach (var kind in Enum.GetValues<ActorKind>())
        {
            if (JsonNamingPolicy.CamelCase.ConvertName(kind.ToString()) == actor)
                return (kind, null);
        }

        return (null, actor);
    }

    public static bool IsType(string text) => Type().IsMatch(text);

    private static AuditSearch Read(IQueryCollection query)
    {
        var types = query["type"];
        if (types.Count > MostTypes || !types.All(type => type is not null && IsType(type)))
            throw Refusal("type", types.Count > MostTypes ? $"can be repeated {MostTypes} times" : TypeRule);
        var (from, to) = (Time(query, "from"), Time(query, "to"));
        if (to <= from)
            throw Refusal("to", OrderedRule);
        var (kind, actor) = ReadActor(Text(query, "actor"));
        return new(
            new() { Types = [.. types.OfType<string>()], ActorKind = kind, ActorId = actor, Subject = Text(query, "subject") },
            new(from, to));
    }

    private static string? Text(IQueryCollection query, string name)
        => !query.TryGetValue(name, out var values) ? null
            : values is [{ Length: > 0 and <= LongestText } text] ? text
            : throw Refusal(name, TextRule);

    private static DateTimeOffset? Time(IQueryCollection query, string name)
        => !query.TryGetValue(name, out StringValues values) ? null
            : values is [{ } text] && DateTimeOffset.TryParseExact(text, TimeForms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
                ? time
                : throw Refusal(name, TimeRule);

    private static RefusedException Refusal(string name, string rule) => new(Problem.Parameter(name, rule));

    [GeneratedRegex(@"^[a-z0-9_]{1,50}(\.[a-z0-9_]{1,50}){0,4}(\.\*)?\z")]
    private static partial Regex Type();
}

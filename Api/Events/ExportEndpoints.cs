using System.Diagnostics.CodeAnalysis;

namespace Tenantry.Api;

/// <summary>Logs to take away.</summary>
internal static class ExportEndpoints
{
    private const string Verifiable = "The NDJSON form carries the bytes that were hashed; docs/events.md describes it, and verify-log checks it.";

    public static void MapAuditExports(this IEndpointRouteBuilder organization)
    {
        organization.MapGet("/audit-events/export", (OrganizationId org, ExportQuery export, AuditSearch search, IGrainFactory grains) =>
                Export(LogId.Of(org), export, search, grains))
            .RequirePermission(Permission.AuditExport)
            .WithTags("Audit")
            .WithName("exportAuditEvents")
            .WithSummary("Export what happened, the oldest first")
            .WithDescription(Verifiable)
            .Refuses(ErrorCode.EventsExpired);

        organization.MapPost("/audit-exports", async (OrganizationId org, Body<NewExportBody> body, Caller caller, CommandSender commands) =>
                (await commands.Run(new CreateAuditExport { Request = body.Value.ToRequest(LogId.Of(org)), Actor = caller.Actor }))
                .ToHttp(made => $"/v1/organizations/{org}/audit-exports/{made.Id}"))
            .RequirePermission(Permission.AuditExport)
            .WithTags("Audit")
            .WithName("createAuditExport")
            .WithSummary("Fix what an export comprises, to read it in one or more parts within a week");

        organization.MapGet("/audit-exports", async (OrganizationId org, PageQuery page, IGrainFactory grains) =>
                (await grains.Lists().AuditExports(LogId.Of(org), page.After, page.Limit)).ToHttp())
            .RequirePermission(Permission.AuditExport)
            .WithTags("Audit")
            .WithName("listAuditExports")
            .WithSummary("List the exports of the last week, the oldest first");

        organization.MapGet("/audit-exports/{export}", async (OrganizationId org, ExportId export, IGrainFactory grains) =>
                (await grains.AuditExport(LogId.Of(org), export).Get()).ToHttp())
            .RequirePermission(Permission.AuditExport)
            .WithTags("Audit")
            .WithName("getAuditExport")
            .WithSummary("Say how far an export is")
            .Refuses(ErrorCode.ExportNotFound);

        organization.MapGet("/audit-exports/{export}/content", async (OrganizationId org, ExportId export, ResumeQuery resume, IGrainFactory grains) =>
                new ExportAnswer(await grains.AuditExport(LogId.Of(org), export).GetPlan())
                {
                    After = resume.After,
                    Progress = grains.AuditExport(LogId.Of(org), export),
                })
            .RequirePermission(Permission.AuditExport)
            .WithTags("Audit")
            .WithName("getAuditExportContent")
            .WithSummary("Read an export, from its beginning or from where it broke off")
            .WithDescription(Verifiable)
            .Refuses(ErrorCode.ExportNotFound, ErrorCode.EventsExpired);
    }

    public static void MapExportAdministration(this IEndpointRouteBuilder routes)
    {
        var admin = routes.MapGroup("/v1/admin").RequireOperator().WithTags("Audit");

        admin.MapGet("/audit-events/export", (ExportQuery export, AuditSearch search, IGrainFactory grains) =>
                Export(LogId.Operators, export, search, grains))
            .WithName("adminExportAuditEvents")
            .WithSummary("Export what happened to what belongs to no tenant, the oldest first")
            .WithDescription(Verifiable)
            .Refuses(ErrorCode.EventsExpired);

        admin.MapGet("/organizations/{org}/audit-events/export", (OrganizationId org, ExportQuery export, AuditSearch search, IGrainFactory grains) =>
                Export(LogId.Of(org), export, search, grains))
            .WithName("adminExportOrganizationAuditEvents")
            .WithSummary("Export what happened in any organization, the oldest first")
            .WithDescription(Verifiable)
            .Refuses(ErrorCode.EventsExpired);

        admin.MapGet("/users/{user}/audit-events/export", (UserId user, ExportQuery export, AuditSearch search, IGrainFactory grains) =>
                Export(LogId.Of(user), export, search, grains))
            .WithName("adminExportUserAuditEvents")
            .WithSummary("Export what happened to any user's account, the oldest first")
            .WithDescription(Verifiable)
            .Refuses(ErrorCode.EventsExpired);
    }

    private static async Task<ExportAnswer> Export(LogId log, ExportQuery export, AuditSearch search, IGrainFactory grains)
        => new(await grains.Lists().PlanExport(new() { Log = log, Format = export.Format, Filter = search.Filter, Period = search.Period }));
}

/// <summary>An export to be made.</summary>
internal sealed record NewExportBody
{
    /// <summary>ndjson, the form that can be verified, by default.</summary>
    public ExportFormat Format { get; init; }

    /// <summary>From the first event that occurred at this time or later; from the first that there is when left out.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>To the last event that occurred before this time; to the last that there is when left out.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Only events of these types; member.* stands for all that begin so.</summary>
    [DisallowNull]
    public string[]? Types { get; init; }

    /// <summary>Only what this one caused: an id, or public, user, operator, system or apiKey.</summary>
    public string? Actor { get; init; }

    /// <summary>Only what happened to the resource of this id.</summary>
    public string? Subject { get; init; }

    public ExportRequest ToRequest(LogId log)
    {
        var types = Types ?? [];
        if (types.Length > AuditSearch.MostTypes || !types.All(AuditSearch.IsType))
            throw Refusal("types", types.Length > AuditSearch.MostTypes ? $"must have at most {AuditSearch.MostTypes} items" : AuditSearch.TypeRule);
        if (To <= From)
            throw Refusal("to", AuditSearch.OrderedRule);
        if (Actor is { Length: 0 or > AuditSearch.LongestText })
            throw Refusal("actor", AuditSearch.TextRule);
        if (Subject is { Length: 0 or > AuditSearch.LongestText })
            throw Refusal("subject", AuditSearch.TextRule);

        var (kind, actor) = AuditSearch.ReadActor(Actor);
        return new()
        {
            Log = log,
            Format = Format,
            Filter = new() { Types = [.. types], ActorKind = kind, ActorId = actor, Subject = Subject },
            Period = new(From, To),
        };
    }

    private static RefusedException Refusal(string member, string rule) => new(Problem.Of(Errors.ValidationFailed([new(member, rule)])));
}

using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Tenantry.Api;

/// <summary>The variables and settings of an environment, and the promotion of settings to another.</summary>
internal static class ValueEndpoints
{
    private const string Environment = "/projects/{project}/environments/{environment}";

    public static void MapEnvironmentValues(this IEndpointRouteBuilder organization)
    {
        organization.MapValues(ValueKind.Variables, "variables", "Variables");
        organization.MapValues(ValueKind.Settings, "settings", "Settings");

        organization.MapGet(Environment + "/diff", async (
                OrganizationId org, ProjectId project, EnvironmentId environment, PromotionTarget to, IGrainFactory grains) =>
                (await grains.Project(org, project).Diff(environment, to.Environment)).ToHttp())
            .RequirePermission(Permission.EnvironmentsRead)
            .WithTags("Environments")
            .WithName("diffSettings")
            .WithSummary("What promoting the settings to another environment would change there")
            .Refuses(ErrorCode.ProjectNotFound, ErrorCode.EnvironmentNotFound, ErrorCode.ValidationFailed);

        organization.MapPost(Environment + "/promote", async (
                OrganizationId org,
                ProjectId project,
                EnvironmentId environment,
                Body<PromotionBody> body,
                Caller caller,
                CommandSender commands) =>
                (await commands.Run(new PromoteSettings
                {
                    Organization = org,
                    Project = project,
                    From = environment,
                    To = body.Value.To,
                    FromRevision = body.Value.FromRevision,
                    ToRevision = body.Value.ToRevision,
                    Only = body.Value.Only,
                    Actor = caller.Actor,
                })).ToHttp())
            .RequirePermission(Permission.EnvironmentsPromote)
            .WithTags("Environments")
            .WithName("promoteSettings")
            .WithSummary("Promote settings to another environment, exactly as the diff has shown it")
            .RefusesLikeWritesOfEnvironments(ErrorCode.RevisionMismatch);
    }

    private static void MapValues(this IEndpointRouteBuilder organization, ValueKind kind, string path, string name)
    {
        path = $"{Environment}/{path}";
        organization.MapGet(path, async (OrganizationId org, ProjectId project, EnvironmentId environment, IGrainFactory grains) =>
                (await grains.Project(org, project).GetValues(environment, kind)).ToHttp())
            .RequirePermission(Permission.EnvironmentsRead)
            .WithTags("Environments")
            .WithName($"get{name}")
            .WithSummary($"Read an environment's {path[(path.LastIndexOf('/') + 1)..]}")
            .Refuses(ErrorCode.ProjectNotFound, ErrorCode.EnvironmentNotFound);

        organization.MapPut(path, async (
                OrganizationId org,
                ProjectId project,
                EnvironmentId environment,
                Body<ValuesBody> body,
                IfMatch ifMatch,
                Caller caller,
                IGrainFactory grains) =>
                (await grains.Organization(org).WriteValues(
                    project, environment, body.Value.ToChanges(kind), ifMatch.Revision, caller.Actor)).ToHttp())
            .RequirePermission(Permission.EnvironmentsWrite)
            .WithTags("Environments")
            .WithName($"set{name}")
            .WithSummary($"Replace an environment's {path[(path.LastIndexOf('/') + 1)..]}")
            .RefusesLikeWritesOfEnvironments();

        organization.MapPatch(path, async (
                OrganizationId org,
                ProjectId project,
                EnvironmentId environment,
                Body<ValueChangesBody> body,
                IfMatch ifMatch,
                Caller caller,
                IGrainFactory grains) =>
                (await grains.Organization(org).WriteValues(
                    project, environment, body.Value.ToChanges(kind), ifMatch.Revision, caller.Actor)).ToHttp())
            .RequirePermission(Permission.EnvironmentsWrite)
            .WithTags("Environments")
            .WithName($"change{name}")
            .WithSummary($"Change some of an environment's {path[(path.LastIndexOf('/') + 1)..]}; null takes one away")
            .RefusesLikeWritesOfEnvironments();
    }
}

/// <summary>All values of one kind.</summary>
internal sealed record ValuesBody
{
    /// <summary>At most 100, by names of 1 to 64 letters, digits, dots, hyphens and underscores, each value at most 4 KB.</summary>
    public required Dictionary<string, string> Values { get; init; }

    public ValueChanges ToChanges(ValueKind kind) => new()
    {
        Kind = kind,
        Values = Values.ToImmutableSortedDictionary(entry => entry.Key, string? (entry) => entry.Value, StringComparer.Ordinal),
    };

    // A variable can be a password.
    public override string ToString() => nameof(ValuesBody);
}

/// <summary>Changes to values of one kind; what is not named stays as it is.</summary>
internal sealed record ValueChangesBody
{
    /// <summary>The new values by their names; null takes one away.</summary>
    public required Dictionary<string, string?> Values { get; init; }

    public ValueChanges ToChanges(ValueKind kind)
        => new() { Kind = kind, Merge = true, Values = Values.ToImmutableSortedDictionary(StringComparer.Ordinal) };

    public override string ToString() => nameof(ValueChangesBody);
}

/// <summary>A promotion, as a diff has shown it.</summary>
internal sealed record PromotionBody
{
    /// <summary>The environment whose settings are changed.</summary>
    public required EnvironmentId To { get; init; }

    /// <summary>The diff's fromRevision.</summary>
    public required long FromRevision { get; init; }

    /// <summary>The diff's toRevision.</summary>
    public required long ToRevision { get; init; }

    /// <summary>The names of the settings to promote; all that differ when left out.</summary>
    [DisallowNull]
    public ImmutableArray<string>? Only { get; init; }
}

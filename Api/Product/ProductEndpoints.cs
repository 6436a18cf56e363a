using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Tenantry.Api;

/// <summary>What the product defines for all its tenants, to operators.</summary>
internal static class ProductEndpoints
{
    public static void MapProduct(this IEndpointRouteBuilder routes)
    {
        var product = routes.MapGroup("/v1/admin/product").RequireOperator().WithTags("Product");

        product.MapGet("/", async (IGrainFactory grains) => (await grains.Product().Get()).ToHttp())
            .WithName("adminGetProduct")
            .WithSummary("Read what the product defines");

        product.MapPut("/", async (Body<ProductBody> body, IfMatch ifMatch, Caller caller, IGrainFactory grains) =>
                (await grains.Product().Put(body.Value.ToDefinition(), ifMatch.Revision, caller.Actor)).ToHttp())
            .WithName("adminPutProduct")
            .WithSummary("Replace what the product defines")
            .Refuses(ErrorCode.CapacityReached);
    }
}

/// <summary>Flags, meters, permissions and the onboarding checklist; what is left out is empty.</summary>
internal sealed record ProductBody
{
    /// <summary>Up to 100.</summary>
    public ImmutableArray<FlagDefinitionBody> Flags { get; init; }

    /// <summary>Up to 50, beside users, projects and environments.</summary>
    public ImmutableArray<MeterBody> Meters { get; init; }

    /// <summary>Up to 100, beside Tenantry's own.</summary>
    public ImmutableArray<PermissionBody> Permissions { get; init; }

    /// <summary>Up to 30 steps, in the order they are shown.</summary>
    public ImmutableArray<StepBody> Onboarding { get; init; }

    public ProductDefinition ToDefinition() => new()
    {
        Flags = [.. Flags.OrEmpty().Select(flag => flag.ToDefinition())],
        Meters = [.. Meters.OrEmpty().Select(meter => meter.ToDefinition())],
        Permissions = [.. Permissions.OrEmpty().Select(permission => permission.ToDefinition())],
        Onboarding = [.. Onboarding.OrEmpty().Select(step => new StepDefinition { Key = step.Key, Title = step.Title })],
    };
}

/// <summary>Something that can be on or off for an organization.</summary>
internal sealed record FlagDefinitionBody
{
    /// <summary>1 to 40 letters, digits and hyphens, beginning with a letter.</summary>
    public required string Key { get; init; }

    [DisallowNull]
    public string? DisplayName { get; init; }

    /// <summary>What holds where neither the plan nor the organization says otherwise.</summary>
    public bool Default { get; init; }

    /// <summary>For how many percent of the organizations it is on instead, 0 to 100.</summary>
    [DisallowNull]
    public int? Rollout { get; init; }

    /// <summary>Whether the organization's admins may switch it themselves.</summary>
    public bool SelfService { get; init; }

    public FlagDefinition ToDefinition()
        => new() { Key = Key, DisplayName = DisplayName, Default = Default, Rollout = Rollout, SelfService = SelfService };
}

/// <summary>Something that the product counts.</summary>
internal sealed record MeterBody
{
    /// <summary>1 to 40 letters, digits and hyphens, beginning with a letter.</summary>
    public required string Key { get; init; }

    [DisallowNull]
    public string? DisplayName { get; init; }

    /// <summary>How it counts. Under another kind than before, a meter starts afresh.</summary>
    public required MeterKind Kind { get; init; }

    public MeterDefinition ToDefinition() => new() { Key = Key, DisplayName = DisplayName, Kind = Kind };
}

/// <summary>A permission of the product's own.</summary>
internal sealed record PermissionBody
{
    /// <summary>Two words with a colon between, such as <c>battlecards:write</c>.</summary>
    public required string Key { get; init; }

    [DisallowNull]
    public string? DisplayName { get; init; }

    /// <summary>The least built-in role that grants it; left out when only custom roles do.</summary>
    [DisallowNull]
    public Role? LeastRole { get; init; }

    /// <summary>The flag or plan feature without which nobody has it.</summary>
    [DisallowNull]
    public string? Feature { get; init; }

    /// <summary>Whether a role on a project grants it for that project.</summary>
    public bool OnProjects { get; init; }

    /// <summary>Whether it only reads.</summary>
    public bool Reads { get; init; }

    public PermissionDefinition ToDefinition() => new()
    {
        Key = Key,
        DisplayName = DisplayName,
        LeastRole = LeastRole,
        Feature = Feature,
        OnProjects = OnProjects,
        Reads = Reads,
    };
}

/// <summary>A step of the onboarding checklist.</summary>
internal sealed record StepBody
{
    /// <summary>1 to 40 letters, digits and hyphens, beginning with a letter.</summary>
    public required string Key { get; init; }

    public required string Title { get; init; }
}

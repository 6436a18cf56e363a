using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Tenantry.Grains;

internal sealed partial record OrganizationState
{
    /// <summary>How many projects can be archived at a time, so that the organization's record stays small.</summary>
    public const int MostArchivedProjects = 1_000;

    /// <summary>The number of the project that was made last.</summary>
    public long LastProject { get; init; }

    /// <summary>The numbers of the projects that are archived; all others, up to the last one, are in use and counted.</summary>
    public ImmutableSortedSet<long> ArchivedProjects { get; init; } = [];

    /// <summary>How many environments of each project can be written; null for no limit.</summary>
    [JsonIgnore]
    public long? EnvironmentLimit => IsSoft(Meters.Environments) ? null : LimitOf(Meters.Environments);

    /// <summary>Puts a project that is in use away.</summary>
    public OrganizationState Archive(long ordinal)
        => GiveBack(Meters.Projects) with { ArchivedProjects = ArchivedProjects.Add(ordinal) };

    /// <summary>Takes an archived project back into use.</summary>
    public OrganizationState Restore(long ordinal)
        => Use(Meters.Projects) with { ArchivedProjects = ArchivedProjects.Remove(ordinal) };
}

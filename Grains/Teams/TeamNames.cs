namespace Tenantry.Grains;

/// <summary>
/// What the teams of an organization are called, to keep the names unique. Nothing of it is stored beside the teams themselves: it
/// is read from their records and from what was decided but not carried out there yet.
/// </summary>
internal sealed class TeamNames
{
    private const int PageSize = 200;

    private readonly Dictionary<TeamId, string> _byTeam = [];
    private readonly Dictionary<string, TeamId> _byName = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="store">The store.</param>
    /// <param name="organization">The organization.</param>
    /// <param name="decisions">
    /// What was announced so far, in order. It must have been read before the records are, since it is forgotten once it is in them.
    /// </param>
    public static async Task<TeamNames> Read(IRecordStore store, OrganizationId organization, IEnumerable<ITeamDecision> decisions)
    {
        var announced = decisions.ToList();
        var names = new TeamNames();
        IReadOnlyList<StoredRecord> page;
        string? after = null;
        do
        {
            page = await store.ReadPartition(Partition(organization), after, PageSize);
            foreach (var record in page)
            {
                after = record.Key.Key;
                var team = GrainJson.Read<Record<TeamState>>(record.Body).State;
                if (team.Exists())
                    names.Set(TeamId.Wrap(after), team.Name);
            }
        }
        while (page.Count == PageSize);

        foreach (var decision in announced)
            names.Set(decision.Team, decision.CalledFromNow);
        return names;
    }

    /// <summary>The partition that holds the records of an organization's teams.</summary>
    public static string Partition(OrganizationId organization) => $"team/{TypedId.Key(organization)}";

    /// <summary>Whether another team has the name, in any case.</summary>
    public bool IsTaken(string name, TeamId by) => _byName.TryGetValue(name, out var holder) && holder != by;

    /// <summary>Gives a team a name; null frees the one it has.</summary>
    public void Set(TeamId team, string? name)
    {
        if (_byTeam.Remove(team, out var old) && _byName.TryGetValue(old, out var holder) && holder == team)
            _byName.Remove(old);
        if (name is null)
            return;
        _byTeam[team] = name;
        _byName[name] = team;
    }
}

namespace Tenantry.Grains;

/// <summary>What an access policy has decided about a team and announced: it counts from the commit on, delivered or not.</summary>
internal interface ITeamDecision
{
    TeamId Team { get; }

    /// <summary>What the team is called from now on; null when it is gone.</summary>
    string? CalledFromNow { get; }

    long Order { get; }
}

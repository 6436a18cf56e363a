namespace Tenantry.Grains;

internal sealed partial record MembershipState
{
    /// <summary>How many teams a member can be in, so that the record stays small and a question is answered quickly.</summary>
    public const int MostTeams = 50;
}

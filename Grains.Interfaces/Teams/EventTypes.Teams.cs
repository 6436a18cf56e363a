namespace Tenantry.Grains.Interfaces;

public static partial class EventTypes
{
    public static EventType TeamCreated { get; } = new("team.created", "A team was made.")
    {
        Subject = EventSubject.Team,
        Data = [new("name", "its name")],
    };

    public static EventType TeamRenamed { get; } = new("team.renamed", "A team has another name.")
    {
        Subject = EventSubject.Team,
        Changes = [new("name", "its name")],
    };

    public static EventType TeamDeleted { get; } = new(
        "team.deleted", "A team was deleted. All its members are out of it with this; no event follows for each.")
    {
        Subject = EventSubject.Team,
        Data = [new("name", "its name", IsNullable: true), new("roles", "the roles that it granted", IsNullable: true)],
    };

    public static EventType TeamMemberAdded { get; } = new("team.member_added", "A member was put into a team.")
    {
        Subject = EventSubject.Team,
        Data = [new("user", "the member")],
    };

    public static EventType TeamMemberRemoved { get; } = new(
        "team.member_removed", "A member was taken out of a team. Whoever leaves the organization leaves its teams with that; no event follows for each.")
    {
        Subject = EventSubject.Team,
        Data = [new("user", "the member")],
    };

    public static EventType TeamRolesChanged { get; } = new("team.roles_changed", "A team grants other roles.")
    {
        Subject = EventSubject.Team,
        Changes = [new("roles", "the built-in role and the custom roles, joined by +; null for none", IsNullable: true)],
    };
}

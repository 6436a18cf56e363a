namespace Tenantry.Grains.Interfaces;

public static partial class EventTypes
{
    public static EventType ProjectCreated { get; } = new("project.created", "A project was made.")
    {
        Subject = EventSubject.Project,
        Data = [new("name", "its name")],
    };

    public static EventType ProjectRenamed { get; } = new("project.renamed", "A project has another name.")
    {
        Subject = EventSubject.Project,
        Changes = [new("name", "its name")],
    };

    public static EventType ProjectArchived { get; } = new(
        "project.archived", "A project was archived; it counts no more and can only be read.")
    {
        Subject = EventSubject.Project,
    };

    public static EventType ProjectRestored { get; } = new("project.restored", "An archived project is in use again.")
    {
        Subject = EventSubject.Project,
    };

    public static EventType ProjectRoleChanged { get; } = new(
        "project.role_changed", "A member or a team has another role on a project, or none.")
    {
        Subject = EventSubject.Project,
        Data = [new("user", "the member", IsNullable: true), new("team", "the team", IsNullable: true)],
        Changes = [new("role", "the role; null for none", IsNullable: true)],
    };
}

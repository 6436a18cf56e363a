namespace Tenantry.Grains.Interfaces;

public static partial class EventTypes
{
    public static EventType RolePut { get; } = new("role.put", "A custom role was made or changed.")
    {
        Subject = EventSubject.Role,
        Data = [new("name", "its name")],
        Changes =
        [
            new("name", "its name", IsNullable: true),
            new("description", "its description", IsNullable: true),
            new("permissions", "the permissions it grants, joined by spaces", IsNullable: true),
        ],
    };

    public static EventType RoleDeleted { get; } = new("role.deleted", "A custom role was deleted.")
    {
        Subject = EventSubject.Role,
        Data = [new("name", "its name"), new("permissions", "the permissions it granted, joined by spaces")],
    };
}

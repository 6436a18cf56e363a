namespace Tenantry.Grains.Interfaces;

public static partial class EventTypes
{
    public static EventType MemberAdded { get; } = new("member.added", "Somebody became a member.")
    {
        Subject = EventSubject.User,
        Data = [new("roles", "the built-in role and the custom roles, joined by +")],
    };

    public static EventType MemberRoleChanged { get; } = new("member.role_changed", "A member has other roles.")
    {
        Subject = EventSubject.User,
        Changes = [new("roles", "the built-in role and the custom roles, joined by +")],
    };

    public static EventType MemberDisabled { get; } = new("member.disabled", "A member was shut out, keeping their place and roles.")
    {
        Subject = EventSubject.User,
    };

    public static EventType MemberEnabled { get; } = new("member.enabled", "A member who was shut out is let in again.")
    {
        Subject = EventSubject.User,
    };

    public static EventType MemberRemoved { get; } = new("member.removed", "A member was removed.")
    {
        Subject = EventSubject.User,
        Data = [new("roles", "the roles they had")],
    };

    public static EventType MemberLeft { get; } = new("member.left", "A member left.")
    {
        Subject = EventSubject.User,
        Data = [new("roles", "the roles they had")],
    };
}

namespace Tenantry.Grains.Interfaces;

public static partial class EventTypes
{
    public static EventType InvitationCreated { get; } = new("invitation.created", "Somebody was invited.")
    {
        Subject = EventSubject.Invitation,
        Data = [new("email", "the address it is for"), new("roles", "the built-in role and the custom roles, joined by +")],
    };

    public static EventType InvitationResent { get; } = new(
        "invitation.resent", "An invitation was sent again, with a new link and a new end.")
    {
        Subject = EventSubject.Invitation,
        Data = [new("email", "the address it is for"), new("roles", "the built-in role and the custom roles, joined by +")],
    };

    public static EventType InvitationAccepted { get; } = new("invitation.accepted", "An invitation was accepted.")
    {
        Subject = EventSubject.Invitation,
        Data = [new("email", "the address it is for"), new("roles", "the built-in role and the custom roles, joined by +")],
    };

    public static EventType InvitationDeclined { get; } = new("invitation.declined", "An invitation was declined by whoever has its link.")
    {
        Subject = EventSubject.Invitation,
        Data = [new("email", "the address it is for"), new("roles", "the built-in role and the custom roles, joined by +")],
    };

    public static EventType InvitationRevoked { get; } = new("invitation.revoked", "An invitation was taken back.")
    {
        Subject = EventSubject.Invitation,
        Data = [new("email", "the address it is for"), new("roles", "the built-in role and the custom roles, joined by +")],
    };

    public static EventType InvitationExpired { get; } = new("invitation.expired", "An invitation was not accepted in time.")
    {
        Subject = EventSubject.Invitation,
        Data = [new("email", "the address it is for"), new("roles", "the built-in role and the custom roles, joined by +")],
    };
}

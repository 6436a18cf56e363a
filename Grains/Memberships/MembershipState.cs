namespace Tenantry.Grains;

/// <summary>One user's place in one organization. Without a role there is none.</summary>
internal sealed record MembershipState
{
    public Role? Role { get; init; }

    public string Email { get; init; } = "";

    public string? Name { get; init; }

    public DateTimeOffset JoinedAt { get; init; }

    public MemberView View(UserId id, Role role, long revision) => new()
    {
        Id = id,
        Email = Email,
        Name = Name,
        Role = role,
        JoinedAt = JoinedAt,
        Revision = revision,
    };
}

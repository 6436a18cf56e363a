namespace Tenantry.Grains.Interfaces;

/// <summary>An operator makes an account that belongs to no organization yet.</summary>
[GenerateSerializer, Immutable, Alias("AddUser")]
public sealed record AddUser : Command<AccountView>
{
    [Id(0)]
    public required string Email { get; init; }

    [Id(1)]
    public string? Name { get; init; }

    [Id(2)]
    public required string Password { get; init; }

    /// <summary>Who asks.</summary>
    [Id(3)]
    public required Actor Actor { get; init; }
}

/// <summary>An operator changes a user's profile.</summary>
[GenerateSerializer, Immutable, Alias("ChangeUser")]
public sealed record ChangeUser : Command<AccountView>
{
    [Id(0)]
    public required UserId User { get; init; }

    /// <summary>Null to leave it.</summary>
    [Id(1)]
    public string? Name { get; init; }

    [Id(2)]
    public long? IfRevision { get; init; }

    /// <summary>Who asks.</summary>
    [Id(3)]
    public required Actor Actor { get; init; }
}

/// <summary>Closes a user's account, or opens it again.</summary>
[GenerateSerializer, Immutable, Alias("DisableUser")]
public sealed record DisableUser : Command<AccountView>
{
    [Id(0)]
    public required UserId User { get; init; }

    /// <summary>Why it is closed; null to open it again.</summary>
    [Id(1)]
    public string? Reason { get; init; }

    /// <summary>Who asks.</summary>
    [Id(2)]
    public required Actor Actor { get; init; }
}

/// <summary>Ends all sessions of a user.</summary>
[GenerateSerializer, Immutable, Alias("EndUserSessions")]
public sealed record EndUserSessions : Command<Done>
{
    [Id(0)]
    public required UserId User { get; init; }

    /// <summary>Who asks.</summary>
    [Id(1)]
    public required Actor Actor { get; init; }
}

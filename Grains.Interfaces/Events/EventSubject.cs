namespace Tenantry.Grains.Interfaces;

/// <summary>What events of a type happen to.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Prefix">How its id begins, for example <c>usr_</c>; null when it is named by a key or a name.</param>
public sealed record EventSubject(string Name, string? Prefix)
{
    public static EventSubject Organization { get; } = For<OrganizationId>("organization");

    public static EventSubject User { get; } = For<UserId>("user");

    public static EventSubject Invitation { get; } = For<InvitationId>("invitation");

    public static EventSubject Project { get; } = For<ProjectId>("project");

    public static EventSubject Environment { get; } = For<EnvironmentId>("environment");

    public static EventSubject Team { get; } = For<TeamId>("team");

    public static EventSubject ApiKey { get; } = For<ApiKeyId>("API key");

    public static EventSubject Session { get; } = For<SessionId>("session");

    public static EventSubject Operator { get; } = For<OperatorId>("operator");

    public static EventSubject Client { get; } = For<ClientId>("app client");

    public static EventSubject Mail { get; } = For<MailId>("mail");

    /// <summary>A plan, by its name.</summary>
    public static EventSubject Plan { get; } = new("plan", Prefix: null);

    /// <summary>The product itself, of which there is one.</summary>
    public static EventSubject Product { get; } = new("product", Prefix: null);

    /// <summary>A custom role, by its key.</summary>
    public static EventSubject Role { get; } = new("role", Prefix: null);

    /// <summary>A log, by its name.</summary>
    public static EventSubject Log { get; } = new("log", Prefix: null);

    /// <summary>Something with an id.</summary>
    public static EventSubject For<TId>(string name)
        where TId : struct, ITypedId<TId>
        => new(name, TId.Prefix);
}

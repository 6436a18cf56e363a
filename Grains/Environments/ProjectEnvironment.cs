namespace Tenantry.Grains;

/// <summary>An environment as its project keeps it.</summary>
internal sealed record ProjectEnvironment
{
    public required EnvironmentId Id { get; init; }

    public required string Name { get; init; }

    /// <summary>The publishable key.</summary>
    public required string Key { get; init; }

    /// <summary>The key before the last rotation, unless its time was ended.</summary>
    public RetiringKey? PreviousKey { get; init; }

    /// <summary>Counts the changes of this environment.</summary>
    public long Revision { get; init; } = 1;

    public static ProjectEnvironment From(NewEnvironment environment)
        => new() { Id = environment.Id, Name = environment.Name, Key = environment.Key };

    /// <summary>Whether the environment has, or lately had, this key.</summary>
    public bool Has(string key) => Key == key || PreviousKey?.Key == key;

    /// <summary>Whether a client that shows this key now speaks for the environment.</summary>
    public bool IsGood(string key, DateTimeOffset now)
        => Key == key || (PreviousKey is { } previous && previous.Key == key && now < previous.ValidUntil);

    /// <summary>The environment with another key; the one it has now stays good for a while, an older one does not.</summary>
    public ProjectEnvironment Rotate(string newKey, DateTimeOffset until, DateTimeOffset now) => this with
    {
        Key = newKey,
        PreviousKey = until > now ? new RetiringKey(Key, until) : null,
        Revision = Revision + 1,
    };

    public EnvironmentView View() => new()
    {
        Id = Id,
        Name = Name,
        Key = Key,
        PreviousKey = PreviousKey,
        Revision = Revision,
    };
}

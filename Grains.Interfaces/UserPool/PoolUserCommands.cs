namespace Tenantry.Grains.Interfaces;

/// <summary>Tells the pool about a user again.</summary>
[GenerateSerializer, Immutable, Alias("RetryPoolUser")]
public sealed record RetryPoolUser : Command<PoolUserView>
{
    [Id(0)]
    public required UserId User { get; init; }

    [Id(1)]
    public required Actor Actor { get; init; }
}

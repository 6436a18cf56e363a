namespace Tenantry.Grains;

/// <summary>The one source of ids and so of randomness in grains.</summary>
internal sealed class IdSource(TimeProvider time)
{
    /// <summary>A new UUIDv7: ordered by the injected clock, unguessable in its other 74 bits.</summary>
    public Guid NewUuid() => Guid.CreateVersion7(time.GetUtcNow());

    public T New<T>()
        where T : struct, ITypedId<T>
        => TypedId.From<T>(NewUuid());
}

using System.Collections.Immutable;

namespace Tenantry.Grains;

/// <summary>The API keys of one owner.</summary>
internal sealed record ApiKeysState
{
    /// <summary>Those that were not ended, expired ones too.</summary>
    public ImmutableArray<ApiKeyId> Keys { get; init; } = [];
}

[GrainType("api-keys")]
internal sealed class ApiKeysGrain(
    [PersistentState("record")] IPersistentState<Record<ApiKeysState>> storage, AggregateSurroundings surroundings)
    : AggregateGrain<ApiKeysState>(storage, surroundings), IApiKeysGrain
{
    private OrganizationId? Organization => OrganizationId.TryParse(this.GetPrimaryKeyString(), null, out var id) ? id : null;

    public async Task<Result<Done>> Create(NewApiKey key, Actor actor)
    {
        if (State.Keys.Contains(key.Id)) return new Done();
        if (Outgoing.OfType<EndApiKey>().Any(end => end.Key == key.Id) || await Grains.ApiKey(Organization, key.Id).IsEnded()) return Errors.ApiKeyNotFound(key.Id);
        if (State.Keys.Length >= IApiKeysGrain.Most) return Errors.CapacityReached("API keys", IApiKeysGrain.Most);
        if (Organization is { } owner && (await Grains.AccessPolicy(owner).MayGrantScopes(actor, key.Scopes)).Error is { } refusal) return refusal;

        await Commit(
            new ApiKeysState { Keys = State.Keys.Add(key.Id) },
            new MakeApiKey(Organization, key, Now, actor),
            Happened(EventTypes.ApiKeyCreated, key.Id, actor, ("name", key.Name), ("scopes", string.Join(' ', key.Scopes))));
        return new Done();
    }

    public async Task<Result<Done>> Revoke(ApiKeyId key, Actor actor)
    {
        if (!State.Keys.Contains(key)) return Errors.ApiKeyNotFound(key);

        await Commit(
            new ApiKeysState { Keys = State.Keys.Remove(key) },
            new EndApiKey(Organization, key), Happened(EventTypes.ApiKeyRevoked, key, actor));
        return new Done();
    }

    public Task<bool> Settled(TimeSpan timeout) => WhenDelivered(timeout);

    private AppendEvents Happened(EventType type, ApiKeyId key, Actor actor, params ReadOnlySpan<(string Name, string? Value)> data)
        => new(Organization is { } owner ? LogId.Of(owner) : LogId.Operators, TenantEvents.New(Ids, Now, type, actor, key.Value, data));
}

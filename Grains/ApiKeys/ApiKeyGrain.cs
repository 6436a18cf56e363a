using System.Globalization;
using System.Security.Cryptography;

namespace Tenantry.Grains;

[GrainType("api-key")]
internal sealed class ApiKeyGrain(
    [PersistentState("record")] IPersistentState<Record<ApiKeyState>> storage, AggregateSurroundings surroundings)
    : AggregateGrain<ApiKeyState>(storage, surroundings), IApiKeyGrain
{
    private static readonly TimeSpan UseStoredAfter = TimeSpan.FromMinutes(1);
    // An idempotency key is kept for a day; after that nobody repeats the making of a key.
    private static readonly TimeSpan RememberedFor = TimeSpan.FromHours(25);

    private DateTimeOffset? _usedAt;
    private AdmittedApiKey? _admitted;
    private bool _storesUse;

    private ApiKeyId Id => ApiKeyId.Wrap(RecordKey.Of(this.GetGrainId()).Key);

    private OrganizationId? Organization
        => OrganizationId.TryParse(RecordKey.Of(this.GetGrainId()).Partition["api-key/".Length..], null, out var id) ? id : null;

    public async Task Make(NewApiKey key, DateTimeOffset createdAt, Actor createdBy)
    {
        if (State.Name is not null || State.EndedAt is not null) return;
        await Commit(new ApiKeyState
        {
            Name = key.Name,
            Scopes = key.Scopes,
            RequestsPerMinute = key.RequestsPerMinute,
            CreatedBy = createdBy.Id,
            CreatedAt = createdAt,
            ExpiresAt = key.ExpiresAt,
            Secret = new RotatingSecret { Generation = 1, IssuedBy = key.IssuedBy },
        });
    }

    public async Task End()
    {
        if (State.EndedAt is null)
            await Commit(new ApiKeyState { EndedAt = Now });
    }

    public Task<bool> IsEnded() => Task.FromResult(State.EndedAt is not null);

    public async Task<Result<ApiKeyView>> Reveal(Guid issuedBy)
    {
        if (State.Name is null) return Errors.ApiKeyNotFound(Id);
        return State.Secret.IssuedBy == issuedBy ? await Issue(issuedBy, TimeSpan.Zero) : View();
    }

    public async Task<Result<ApiKeyView>> Rotate(Guid issuedBy, TimeSpan overlap, Actor actor)
    {
        if (State.Name is null) return Errors.ApiKeyNotFound(Id);
        if (Organization is { } owner && (await Grains.AccessPolicy(owner).MayGrantScopes(actor, State.Scopes)).Error is { } refusal) return refusal;
        if (State.Secret.IssuedBy == issuedBy) return await Issue(issuedBy, overlap);

        var until = (Now + overlap).ToString("O", CultureInfo.InvariantCulture);
        return await Issue(
            issuedBy, overlap, Happened(EventTypes.ApiKeyRotated, actor, ("name", State.Name), ("previousValidUntil", overlap > TimeSpan.Zero ? until : null)));
    }

    public async Task<Result<ApiKeyView>> Update(ApiKeyChanges changes, Actor actor)
    {
        if (State.Name is null) return Errors.ApiKeyNotFound(Id);
        var rules = new FieldRules();
        var name = rules.OptionalLine("name", changes.Name) ?? State.Name;
        var scopes = changes.Scopes is { } wanted ? ApiKeyRules.Scopes(rules, wanted, platform: Organization is null) : State.Scopes;
        ApiKeyRules.CheckRequests(rules, changes.RequestsPerMinute);
        if (rules.AreBroken) return rules.ToError();

        var next = State with { Name = name, Scopes = scopes, RequestsPerMinute = changes.RequestsPerMinute ?? State.RequestsPerMinute };
        if (name == State.Name && scopes.AsSpan().SequenceEqual(State.Scopes.AsSpan()) && next.RequestsPerMinute == State.RequestsPerMinute) return View();
        if (Organization is { } owner
            && (await Grains.AccessPolicy(owner).MayGrantScopes(actor, [.. State.Scopes.Union(scopes)])).Error is { } refusal) return refusal;

        await Commit(next, Happened(EventTypes.ApiKeyChanged, actor, ("name", name)).Changing(
            ("name", State.Name, name),
            ("scopes", string.Join(' ', State.Scopes), string.Join(' ', scopes)),
            ("requestsPerMinute", Text(State.RequestsPerMinute), Text(next.RequestsPerMinute))));
        return View();
    }

    public Task<Result<ApiKeyView>> Get() => Task.FromResult<Result<ApiKeyView>>(State.Name is null ? Errors.ApiKeyNotFound(Id) : View());

    public ValueTask<AdmittedApiKey?> Admit(string hash)
    {
        // Anybody can make up ids with a right checksum; they shall not fill the memory.
        if (State.Name is null)
            DeactivateOnIdle();
        return new(Used(State.Admit(State.Secret.Find(hash, Now), Now)));
    }

    public ValueTask<AdmittedApiKey?> AdmitToken(int generation)
        => new(Used(State.Admit(State.Secret.IsGood(generation, Now) ? generation : null, Now)));

    protected override bool EndsWithAlarm => true;

    protected override DateTimeOffset? AlarmOf(ApiKeyState state) => state.EndedAt + RememberedFor;

    protected override async Task OnAlarm()
    {
        if (State.EndedAt + RememberedFor <= Now)
            await Erase();
    }

    private async Task<Result<ApiKeyView>> Issue(Guid issuedBy, TimeSpan overlap, params Message[] messages)
    {
        var hash = ApiKeyText.Issue(Organization, Id, RandomNumberGenerator.GetBytes(32), out var text).Hash;
        await Commit(State with { Secret = State.Secret.Issue(hash, issuedBy, overlap, Now) }, messages);
        return View() with { Key = text };
    }

    // What the platform's keys do is no organization's business.
    private AppendEvents Happened(EventType type, Actor actor, params ReadOnlySpan<(string Name, string? Value)> data)
        => new(Organization is { } owner ? LogId.Of(owner) : LogId.Operators, TenantEvents.New(Ids, Now, type, actor, Id.Value, data));

    // The answers are alike, so that the same one is given until something changes.
    private AdmittedApiKey? Used(AdmittedApiKey? admitted)
    {
        if (admitted is null)
            return null;

        _usedAt = Now;
        if (!_storesUse)
            StoreUseSoon();
        return _admitted is { } known && known.Generation == admitted.Generation && known.Scopes == admitted.Scopes
            && known.RequestsPerMinute == admitted.RequestsPerMinute
            ? known
            : _admitted = admitted;
    }

    // Whoever dies before has forgotten a minute of use, and nothing else.
    private void StoreUseSoon()
    {
        _storesUse = true;
        var due = State.LastUsedAt is { } last && last + UseStoredAfter - Now is var wait && wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
        this.RegisterGrainTimer(StoreUse, new GrainTimerCreationOptions(due, Timeout.InfiniteTimeSpan) { KeepAlive = true });
    }

    private async Task StoreUse()
    {
        _storesUse = false;
        if (State.Name is not null && _usedAt > (State.LastUsedAt ?? DateTimeOffset.MinValue))
            await CommitUnseen(State with { LastUsedAt = _usedAt });
    }

    private static string? Text(int? number) => number?.ToString(CultureInfo.InvariantCulture);

    private ApiKeyView View() => State.View(Id, Now)! with { LastUsedAt = _usedAt ?? State.LastUsedAt };
}

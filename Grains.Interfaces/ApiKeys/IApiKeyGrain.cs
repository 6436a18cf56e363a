using System.Collections.Immutable;
using Orleans.Concurrency;

namespace Tenantry.Grains.Interfaces;

/// <summary>One API key. Its text is never stored: only who holds it can show it.</summary>
[Alias("IApiKeyGrain")]
public interface IApiKeyGrain : IGrainWithStringKey
{
    /// <summary>Makes the key; called by the outbox of <see cref="IApiKeysGrain"/> only. Repeating it changes nothing.</summary>
    [Alias("Make")]
    Task Make(NewApiKey key, DateTimeOffset createdAt, Actor createdBy);

    /// <summary>Ends the key; called by the outbox of <see cref="IApiKeysGrain"/> only. Repeating it changes nothing.</summary>
    [Alias("End")]
    Task End();

    /// <summary>Whether the key was ended.</summary>
    [Alias("IsEnded"), AlwaysInterleave]
    Task<bool> IsEnded();

    /// <summary>
    /// Makes the first text, for the command that made the key. A repetition makes another one in its place, since nobody has seen
    /// the first; once rotated, the view has none. Errors: <see cref="ErrorCode.ApiKeyNotFound"/>.
    /// </summary>
    [Alias("Reveal")]
    Task<Result<ApiKeyView>> Reveal(Guid issuedBy);

    /// <summary>
    /// Makes a new text; the present one stays good for a while. A repetition under the same id makes another one in its place.
    /// Errors: <see cref="ErrorCode.ApiKeyNotFound"/>, <see cref="ErrorCode.RoleAboveOwn"/>.
    /// </summary>
    [Alias("Rotate")]
    Task<Result<ApiKeyView>> Rotate(Guid issuedBy, TimeSpan overlap, Actor actor);

    /// <summary>Errors: <see cref="ErrorCode.ApiKeyNotFound"/>, <see cref="ErrorCode.ValidationFailed"/>, <see cref="ErrorCode.RoleAboveOwn"/>.</summary>
    [Alias("Update")]
    Task<Result<ApiKeyView>> Update(ApiKeyChanges changes, Actor actor);

    /// <summary>Errors: <see cref="ErrorCode.ApiKeyNotFound"/>.</summary>
    [Alias("Get"), AlwaysInterleave]
    Task<Result<ApiKeyView>> Get();

    /// <summary>What the holder of a text may do; null when it is not this key's, any more or yet. Asked on every request.</summary>
    /// <param name="hash">The SHA-256 of the text, in hexadecimal.</param>
    [Alias("Admit"), AlwaysInterleave]
    ValueTask<AdmittedApiKey?> Admit(string hash);

    /// <summary>As <see cref="Admit"/>, for a token that was got with the text of that generation.</summary>
    [Alias("AdmitToken"), AlwaysInterleave]
    ValueTask<AdmittedApiKey?> AdmitToken(int generation);
}

/// <summary>What an API key is good for, at this moment.</summary>
[GenerateSerializer, Immutable, Alias("AdmittedApiKey")]
public sealed record AdmittedApiKey
{
    [Id(0)]
    public required ImmutableArray<string> Scopes { get; init; }

    /// <summary>How many requests a minute; null for the default.</summary>
    [Id(1)]
    public int? RequestsPerMinute { get; init; }

    /// <summary>Which text of the key was shown, counted from 1.</summary>
    [Id(2)]
    public required int Generation { get; init; }
}

/// <summary>Changes to an API key; null leaves a member as it is.</summary>
[GenerateSerializer, Immutable, Alias("ApiKeyChanges")]
public sealed record ApiKeyChanges
{
    [Id(0)]
    public string? Name { get; init; }

    [Id(1)]
    public ImmutableArray<string>? Scopes { get; init; }

    [Id(2)]
    public int? RequestsPerMinute { get; init; }
}

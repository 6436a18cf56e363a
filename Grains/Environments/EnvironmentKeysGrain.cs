using System.Collections.Immutable;
using Orleans.Concurrency;

namespace Tenantry.Grains;

/// <summary>
/// A stateless worker and not a grain for each key: an entry is written once, and a sign-up, which makes two of them, should not
/// pay for more.
/// </summary>
[StatelessWorker, GrainType("environment-keys")]
internal sealed class EnvironmentKeysGrain(IRecordStore store) : Grain, IEnvironmentKeysGrain
{
    private const string Prefix = "pk_";
    private const int Length = 35;

    public async Task Add(OrganizationId organization, ProjectId project, ImmutableArray<string> keys)
    {
        var body = GrainJson.ToBytes(new EnvironmentKeyRecord { Organization = organization, Project = project });
        // Nobody else ever makes the same key, so one that is there already was put by a repetition of this very call.
        await store.Write([.. keys.Select(key => new RecordWrite { Key = Address(key), WriteId = RecordWrite.NewWriteId(), Body = body })]);
    }

    public async Task Forget(ImmutableArray<string> keys)
    {
        foreach (var key in keys)
        {
            if (await store.Read(Address(key)) is { } stored)
                await store.Write(new RecordWrite { Key = Address(key), Expected = stored.Etag, WriteId = RecordWrite.NewWriteId() });
        }
    }

    public async Task<Result<ResolvedEnvironment>> Resolve(string key)
    {
        if (!IsKey(key) || await store.Read(Address(key)) is not { } stored) return Errors.EnvironmentKeyNotFound();

        var hint = GrainJson.Read<EnvironmentKeyRecord>(stored.Body);
        var resolved = await GrainFactory.Project(hint.Organization, hint.Project).Resolve(key);
        if (!resolved.Succeeded) return resolved;
        return await GrainFactory.Organization(hint.Organization).GetTerms() switch
        {
            null => Errors.EnvironmentKeyNotFound(),
            { Status: OrganizationStatus.Suspended } => Errors.OrganizationSuspended(),
            _ => resolved,
        };
    }

    // Every key has a partition of its own, so that the load of all tenants' clients spreads.
    private static RecordKey Address(string key) => new($"environment-key/{key}", "");

    private static bool IsKey(string text)
        => text.Length == Length && text.StartsWith(Prefix, StringComparison.Ordinal) && Base32.IsEncoded(text.AsSpan(Prefix.Length));
}

using System.Buffers;
using System.Collections.Immutable;

namespace Tenantry.Grains;

internal sealed partial class ProfileGrain
{
    private const int MostKeys = 50;
    private const int LongestKey = 40;
    private const int LongestValue = 500;
    private const int LargestProfile = 48 * 1024;

    private static readonly SearchValues<char> KeyCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.");

    public ValueTask<MetadataView> GetMetadata() => new(State.MetadataAt());

    public async Task<Result<MetadataView>> PutMetadata(ImmutableSortedDictionary<string, string> metadata, long? ifRevision, Actor actor)
    {
        var rules = new FieldRules();
        // JSON can hold what the type rules out.
        foreach (var (key, _) in metadata.Where(pair => pair.Value is null))
            rules.Break(FieldOf(key), "must not be null");
        if (rules.AreBroken) return rules.ToError();

        var deleted = State.Metadata.Keys.Except(metadata.Keys).Select(key => KeyValuePair.Create(key, (string?)null));
        var given = metadata.Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value));
        return await SetMetadata(ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, deleted.Concat(given)), ifRevision, actor);
    }

    public Task<Result<MetadataView>> PatchMetadata(ImmutableSortedDictionary<string, string?> changes, long? ifRevision, Actor actor)
        => SetMetadata(changes, ifRevision, actor);

    private async Task<Result<MetadataView>> SetMetadata(ImmutableSortedDictionary<string, string?> changes, long? ifRevision, Actor actor)
    {
        if (ifRevision is { } expected && expected != State.MetadataAt().Revision) return Errors.RevisionMismatch();

        var rules = new FieldRules();
        var metadata = State.Metadata.ToBuilder();
        var changed = new List<string>();
        foreach (var (key, value) in changes)
        {
            var text = Check(rules, key, value);
            if (text == State.Metadata.GetValueOrDefault(key))
                continue;
            changed.Add(key);
            if (text is null)
                metadata.Remove(key);
            else
                metadata[key] = text;
        }

        if (metadata.Count > MostKeys)
            rules.Break("metadata", $"must have at most {MostKeys} keys");
        if (rules.AreBroken) return rules.ToError();
        if (changed.Count == 0) return State.MetadataAt();
        var next = State with { Metadata = metadata.ToImmutable(), MetadataRevision = State.MetadataRevision + 1 };
        // Fifty short texts always fit; fifty long ones in a script that takes several bytes a letter do not.
        if (GrainJson.ToBytes(next).Length > LargestProfile) return Errors.CapacityReached("bytes of metadata and company details", LargestProfile);

        await Commit(
            next,
            // Values can be many and long; who needs them asks for the metadata.
            Event(EventTypes.MetadataChanged, actor, ("keys", string.Join(' ', changed))));
        return State.MetadataAt();
    }

    // A name is not repeated in full: it can be as long as the request.
    private static string FieldOf(string key) => $"metadata.{key[..Math.Min(key.Length, LongestKey)]}";

    private static string? Check(FieldRules rules, string key, string? value)
    {
        if (key.Length is 0 or > LongestKey || key.AsSpan().ContainsAnyExcept(KeyCharacters))
        {
            rules.Break(FieldOf(key), $"must be a key of 1 to {LongestKey} letters, digits, '-', '_' and '.'");
            return value;
        }

        return value is null or "" ? value : rules.Line(FieldOf(key), value, LongestValue);
    }
}

using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace Tenantry.Grains;

/// <summary>
/// Decides what is on for an organization: what is said explicitly, then the roll-out, then the product's default.
/// </summary>
internal static class Flags
{
    /// <summary>The whole of one flag.</summary>
    /// <param name="definition">The product's definition; null for a feature that only plans name.</param>
    /// <param name="said">What the plan, the organization or operators say; null for nothing.</param>
    /// <param name="organization">The organization.</param>
    public static (bool Enabled, FlagSource Source) Resolve(
        FlagDefinition? definition, (bool Enabled, FlagSource Source)? said, OrganizationId organization)
        => said is { } explicitly ? explicitly
            : definition is null ? (false, FlagSource.Default)
            : definition.Rollout is { } percent && Bucket(definition.Key, organization) < percent ? (true, FlagSource.Rollout)
            : (definition.Default, FlagSource.Default);

    /// <summary>
    /// In which of a hundred equal parts an organization is for one flag: always the same, and independent of other flags, so that
    /// raising a percentage never turns a flag off, and not always the same organizations come first.
    /// </summary>
    public static int Bucket(string flag, OrganizationId organization)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{flag}/{organization.Value}"), hash);
        return (int)(BinaryPrimitives.ReadUInt64BigEndian(hash) % 100);
    }

    /// <summary>Every flag of the product and every feature of the plan, in ordinal order.</summary>
    public static ImmutableArray<FlagView> All(OrganizationState state, ProductDefinition product, OrganizationId organization)
    {
        var definitions = product.Flags.ToDictionary(flag => flag.Key);
        return
        [
            .. definitions.Keys.Union(state.Features().Keys).Order(StringComparer.Ordinal)
                .Select(key => View(key, definitions.GetValueOrDefault(key), state, organization)),
        ];
    }

    public static FlagView View(string key, FlagDefinition? definition, OrganizationState state, OrganizationId organization)
    {
        var (enabled, source) = Resolve(definition, state.Said(key), organization);
        return new() { Key = key, DisplayName = definition?.DisplayName, Enabled = enabled, Source = source, SelfService = definition?.SelfService ?? false };
    }

    /// <summary>What becomes on and off between two states of an organization.</summary>
    public static FeatureChanges Changes(OrganizationState before, OrganizationState after, ProductDefinition product, OrganizationId organization)
    {
        var (was, will) = (On(before), On(after));
        return new([.. will.Except(was)], [.. was.Except(will)]);

        string[] On(OrganizationState state) => [.. All(state, product, organization).Where(flag => flag.Enabled).Select(flag => flag.Key)];
    }
}

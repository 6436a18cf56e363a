using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Tenantry.Grains;

/// <summary>What a product definition must look like.</summary>
internal static partial class ProductRules
{
    /// <summary>The largest definition, in bytes as stored.</summary>
    public const int LargestDefinition = 60 * 1024;

    private const int MostFlags = 100;
    private const int MostPermissions = 100;
    private const int MostSteps = 30;

    /// <summary>The addresses of Tenantry's own meters and of reservations.</summary>
    private static readonly string[] ReservedMeters = [Meters.Users, Meters.Projects, Meters.Environments, "reservations"];

    /// <summary>The names of the parts that differ.</summary>
    public static string[] Changed(ProductDefinition before, ProductDefinition after)
    {
        (string Name, Func<ProductDefinition, ProductDefinition> Only)[] parts =
        [
            ("flags", all => new() { Flags = all.Flags }),
            ("meters", all => new() { Meters = all.Meters }),
            ("permissions", all => new() { Permissions = all.Permissions }),
            ("onboarding", all => new() { Onboarding = all.Onboarding }),
        ];
        return [.. parts.Where(part => !Bytes(part.Only(before)).AsSpan().SequenceEqual(Bytes(part.Only(after)))).Select(part => part.Name)];

        static byte[] Bytes(ProductDefinition definition) => GrainJson.ToBytes(new ProductState { Definition = definition });
    }

    /// <summary>The definition as it is kept: names trimmed and in NFC.</summary>
    /// <param name="given">The definition.</param>
    /// <param name="planFeatures">The features that plans have.</param>
    /// <param name="rules">Gathers what is broken.</param>
    public static ProductDefinition Check(ProductDefinition given, IReadOnlySet<string> planFeatures, FieldRules rules)
    {
        AtMost(MostFlags, given.Flags, "flags", rules);
        AtMost(UsageState.MostMeters, given.Meters, "meters", rules);
        AtMost(MostPermissions, given.Permissions, "permissions", rules);
        AtMost(MostSteps, given.Onboarding, "onboarding", rules);
        if (rules.AreBroken)
            return given;

        Keys(given.Flags, flag => flag.Key, "flags", rules);
        Keys(given.Meters, meter => meter.Key, "meters", rules);
        Keys(given.Onboarding, step => step.Key, "onboarding", rules);
        Unique(given.Permissions, permission => permission.Key, "permissions", rules);
        return new ProductDefinition
        {
            Flags = Each(given.Flags, (flag, i) => Flag(flag, $"flags.{i}", rules)),
            Meters = Each(given.Meters, (meter, i) => Meter(meter, $"meters.{i}", rules)),
            Permissions = Each(given.Permissions, (permission, i) => Permission(permission, $"permissions.{i}", given.Flags, planFeatures, rules)),
            Onboarding = Each(given.Onboarding, (step, i) => step with { Title = rules.Line($"onboarding.{i}.title", step.Title) }),
        };
    }

    private static FlagDefinition Flag(FlagDefinition flag, string path, FieldRules rules)
    {
        if (flag.Rollout is < 0 or > 100)
            rules.Break($"{path}.rollout", "must be a whole number from 0 to 100");
        return flag with { DisplayName = rules.OptionalLine($"{path}.displayName", flag.DisplayName) };
    }

    private static MeterDefinition Meter(MeterDefinition meter, string path, FieldRules rules)
    {
        if (ReservedMeters.Contains(meter.Key))
            rules.Break($"{path}.key", "is a name that Tenantry uses itself");
        return meter with { DisplayName = rules.OptionalLine($"{path}.displayName", meter.DisplayName) };
    }

    private static PermissionDefinition Permission(
        PermissionDefinition permission, string path, ImmutableArray<FlagDefinition> flags, IReadOnlySet<string> planFeatures, FieldRules rules)
    {
        if (!PermissionKey().IsMatch(permission.Key))
            rules.Break($"{path}.key", "must be two words of 1 to 40 letters, digits and hyphens, each beginning with a letter, with a colon between");
        else if (Permissions.Find(permission.Key) is not null)
            rules.Break($"{path}.key", "is a permission of Tenantry's own");
        if (permission.Feature is { } feature && !planFeatures.Contains(feature) && !flags.Any(flag => flag.Key == feature))
            rules.Break($"{path}.feature", "must be the key of a flag or of a plan's feature");
        return permission with { DisplayName = rules.OptionalLine($"{path}.displayName", permission.DisplayName) };
    }

    private static void AtMost<T>(int most, ImmutableArray<T> items, string path, FieldRules rules)
    {
        if (items.Length > most)
            rules.Break(path, $"must hold at most {most}");
    }

    private static void Keys<T>(ImmutableArray<T> items, Func<T, string> key, string path, FieldRules rules)
    {
        for (var i = 0; i < items.Length; i++)
        {
            if (!KeyText.IsKey(key(items[i])))
                rules.Break($"{path}.{i}.key", KeyText.Rule);
        }

        Unique(items, key, path, rules);
    }

    private static void Unique<T>(ImmutableArray<T> items, Func<T, string> key, string path, FieldRules rules)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < items.Length; i++)
        {
            if (!seen.Add(key(items[i])))
                rules.Break($"{path}.{i}.key", "is given more than once");
        }
    }

    private static ImmutableArray<T> Each<T>(ImmutableArray<T> items, Func<T, int, T> check) => [.. items.Select(check)];

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9-]{0,39}:[A-Za-z][A-Za-z0-9-]{0,39}\z")]
    private static partial Regex PermissionKey();
}

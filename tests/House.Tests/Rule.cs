namespace Tenantry.House.Tests;

internal static class Rule
{
    /// <summary>Fails with the list of those who break the rule.</summary>
    public static void Holds(IEnumerable<string> offenders)
    {
        var list = offenders.ToList();
        Assert.True(list.Count == 0, $"Broken by:{Environment.NewLine}{string.Join(Environment.NewLine, list)}");
    }

    public static void Holds(IEnumerable<Type> offenders) => Holds(offenders.Select(type => type.FullName!));
}

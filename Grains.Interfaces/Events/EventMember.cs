namespace Tenantry.Grains.Interfaces;

/// <summary>Something that events of a type tell. Every value is a text.</summary>
/// <param name="Name">Its name, or <see cref="AnyName"/>.</param>
/// <param name="Meaning">What it tells, in a few words.</param>
/// <param name="IsNullable">Whether an event can be without it, or with null in its place.</param>
public sealed record EventMember(string Name, string Meaning, bool IsNullable = false)
{
    /// <summary>Stands for names that are the tenant's own.</summary>
    public const string AnyName = "*";

    /// <summary>Members whose names are the tenant's own.</summary>
    public static EventMember Any(string meaning) => new(AnyName, meaning, IsNullable: true);

    public bool Is(string name) => Name == name || Name == AnyName;
}

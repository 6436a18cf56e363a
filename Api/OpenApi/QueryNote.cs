namespace Tenantry.Api;

/// <summary>Describes a parameter of the query that one of our own types binds.</summary>
/// <param name="Name">The parameter's name.</param>
/// <param name="Description">What it is for.</param>
internal sealed record QueryNote(string Name, string Description)
{
    public bool Required { get; init; }
}

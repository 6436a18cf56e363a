namespace Tenantry.Grains.Interfaces;

/// <summary>Looks up TXT records in the domain name system. The host adds one.</summary>
public interface IDomainTxtRecords
{
    /// <summary>
    /// The texts of the TXT records at a name, each with its parts joined; empty when there are none, null when the domain name
    /// system did not answer within a few seconds. Never throws for what the name servers say.
    /// </summary>
    /// <param name="name">The name, for example <c>_tenantry.example.com</c>.</param>
    Task<IReadOnlyList<string>?> Find(string name);
}

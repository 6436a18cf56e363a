namespace Tenantry.Grains;

/// <summary>What things are called when a newcomer from outside has not said.</summary>
internal static class NewcomerNames
{
    /// <summary>An organization's name: the first label of the email address's domain, or, at a public mail provider, the part before the @.</summary>
    /// <param name="email">A well-formed address.</param>
    public static string Organization(string email)
    {
        var at = email.IndexOf('@', StringComparison.Ordinal);
        var domain = email[(at + 1)..];
        var name = DomainName.IsPublicMail(domain.ToLowerInvariant()) ? email[..at] : domain.Split('.')[0];
        return name.Length > FieldRules.MaxNameLength ? name[..FieldRules.MaxNameLength] : name;
    }

    /// <summary>A person's name as an issuer gives it; null when it is none that could be stored.</summary>
    public static string? Person(string? name)
    {
        var rules = new FieldRules();
        var line = rules.OptionalLine("name", name);
        return rules.AreBroken ? null : line;
    }
}

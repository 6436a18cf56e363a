namespace Tenantry.Grains;

/// <summary>A sign-up whose every member is well formed and normalized.</summary>
/// <param name="Name">The organization's name.</param>
/// <param name="Slug">The slug asked for; null to have one made.</param>
/// <param name="Email">The address as typed.</param>
/// <param name="EmailKey">The normalized address.</param>
/// <param name="UserName">The founder's name, if given.</param>
internal sealed record SignupRequest(string Name, string? Slug, string Email, string EmailKey, string? UserName)
{
    /// <summary>Whether an issuer outside vouches for the address.</summary>
    public bool IsProven { get; init; }

    /// <summary>Reads what somebody from outside is to have; <paramref name="broken"/> names every rule it breaks.</summary>
    public static SignupRequest Read(EnsureAccount ensure, out Error? broken)
    {
        var rules = new FieldRules();
        if (!EmailAddress.TryNormalize(ensure.Identity.Email, out var email, out var emailKey))
            rules.Break("idToken", "is needed: neither the access token nor its issuer says the email address");
        var name = rules.OptionalLine("organization.name", ensure.OrganizationName) ?? (email is null ? "" : NewcomerNames.Organization(email));
        var slug = SlugTaking.Read("organization.slug", ensure.Slug, rules);
        broken = rules.AreBroken ? rules.ToError() : null;
        return new SignupRequest(name, slug, email ?? "", emailKey ?? "", NewcomerNames.Person(ensure.Identity.Name)) { IsProven = ensure.Identity.EmailVerified };
    }

    /// <summary>Reads a sign-up; <paramref name="broken"/> names every rule it breaks.</summary>
    public static SignupRequest Read(SignUp signUp, IPasswords passwords, out Error? broken)
    {
        var rules = new FieldRules();
        var name = rules.Line("organization.name", signUp.OrganizationName);
        var slug = SlugTaking.Read("organization.slug", signUp.Slug, rules);
        if (!EmailAddress.TryNormalize(signUp.Email, out var email, out var emailKey))
            rules.Break("user.email", "must be an email address of at most 254 characters");
        var userName = rules.OptionalLine("user.name", signUp.UserName);
        if (passwords.Weakness(signUp.Password, emailKey, userName, name) is { } weakness)
            rules.Break("user.password", weakness);

        broken = rules.AreBroken ? rules.ToError() : null;
        return new SignupRequest(name, slug, email ?? "", emailKey ?? "", userName);
    }
}

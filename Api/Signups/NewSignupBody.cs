namespace Tenantry.Api;

/// <summary>A sign-up: the organization and its first user.</summary>
internal sealed record NewSignupBody
{
    public required SignupOrganizationBody Organization { get; init; }

    public required SignupUserBody User { get; init; }

    /// <summary>The command that the body asks for.</summary>
    public SignUp ToCommand() => new()
    {
        OrganizationName = Organization.Name,
        Slug = Organization.Slug,
        Email = User.Email,
        UserName = User.Name,
        Password = User.Password,
    };

    public override string ToString() => nameof(NewSignupBody);
}

/// <summary>The organization to be made.</summary>
internal sealed record SignupOrganizationBody
{
    /// <summary>The display name; need not be unique.</summary>
    public required string Name { get; init; }

    /// <summary>Unique worldwide; 3 to 40 characters of a to z, 0 to 9 and single inner hyphens. Derived from the name when left out.</summary>
    public string? Slug { get; init; }
}

/// <summary>The first user, who becomes the organization's admin.</summary>
internal sealed record SignupUserBody
{
    /// <summary>The email address; unique worldwide.</summary>
    public required string Email { get; init; }

    public string? Name { get; init; }

    public required string Password { get; init; }

    public override string ToString() => nameof(SignupUserBody);
}

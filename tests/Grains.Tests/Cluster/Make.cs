
namespace Tenantry.Grains.Tests;

/// <summary>Makes requests whose names no other test uses.</summary>
internal static class Make
{
    public const string Password = "correct horse battery staple";

    /// <summary>A text that is unique in this run and fits into a slug.</summary>
    public static string Unique() => Guid.NewGuid().ToString("N")[..12];

    public static SignUp SignUp(string? email = null, string? slug = null, string name = "Acme") => new()
    {
        OrganizationName = name,
        Slug = slug,
        Email = email ?? $"{Unique()}@example.com",
        Password = Password,
    };

    public static async Task<SignupView> Tenant(this IGrainFactory grains, SignUp? signUp = null)
    {
        var outcome = await grains.Commands().Run(signUp ?? SignUp());
        Assert.Null(outcome.Error);
        return Assert.IsType<SignupView>(outcome.Value);
    }
}

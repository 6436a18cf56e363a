namespace Tenantry.Grains.Interfaces;

/// <summary>What a sign-up made.</summary>
[GenerateSerializer, Immutable, Alias("SignupView")]
public sealed record SignupView(
    [property: Id(0)] OrganizationView Organization, [property: Id(1)] FounderView User, [property: Id(2)] ProjectView Project);

/// <summary>The first user of an organization, with the role in it.</summary>
[GenerateSerializer, Immutable, Alias("FounderView")]
public sealed record FounderView(
    [property: Id(0)] UserId Id, [property: Id(1)] string Email, [property: Id(2)] string? Name, [property: Id(3)] Role Role);

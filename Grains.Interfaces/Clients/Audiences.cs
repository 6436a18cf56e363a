namespace Tenantry.Grains.Interfaces;

/// <summary>Whom tokens of our own are for.</summary>
public static class Audiences
{
    /// <summary>Tenantry's own API, for users and API keys.</summary>
    public const string Tenantry = "tenantry";

    /// <summary>Tenantry's own API, for operators.</summary>
    public const string Operators = "tenantry-operators";
}

namespace Tenantry.Bench;

/// <summary>The settings of the measured Tenantry.</summary>
internal static class BenchSettings
{
    /// <param name="reducedHashing">
    /// Whether hashing a password costs next to nothing, so that what is left can be seen. This is refused outside Development.
    /// </param>
    public static Dictionary<string, string> Of(bool reducedHashing)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            // All load comes from one address.
            ["Tenantry:Limits:SignupsPerMinute"] = "100000000",
            ["Tenantry:Limits:Quotas"] = "false",
            ["Tenantry:Operator:Email"] = OperatorCalls.Email,
            ["Tenantry:Operator:Password"] = OperatorCalls.Password,
        };
        if (reducedHashing)
        {
            settings["Tenantry:Identity:PasswordIterations"] = "1";
            settings["DOTNET_ENVIRONMENT"] = "Development";
            settings["ASPNETCORE_ENVIRONMENT"] = "Development";
        }

        return settings;
    }
}

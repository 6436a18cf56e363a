namespace Tenantry.Silo;

internal static class DashboardPaths
{
    public const string Root = "/dashboard";
    public const string SignIn = $"{Root}/sign-in";
    public const string SignOut = $"{Root}/sign-out";
    public const string Style = $"{Root}/sign-in.css";
}

namespace Tenantry.Hosting.Tests;

/// <summary>The checkout that these tests were built from.</summary>
internal static class Checkout
{
    public static string Root { get; } = Find();

    public static string At(string path) => Path.Combine(Root, path);

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Tenantry.slnx")))
            folder = folder.Parent ?? throw new InvalidOperationException("These tests run from a build inside the checkout.");
        return folder.FullName;
    }
}

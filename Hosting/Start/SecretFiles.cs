namespace Tenantry.Hosting;

/// <summary>
/// Settings in files, one each, as orchestrators mount secrets: the folder is <c>Tenantry:Secrets</c>, and a file's name is that of an
/// environment variable, such as <c>Tenantry__Postgres__ConnectionString</c>. They win over every other place.
/// </summary>
internal static class SecretFiles
{
    private const string Setting = "Tenantry:Secrets";

    /// <exception cref="StartRefusedException">There is no such folder.</exception>
    public static void AddSecretFiles(this WebApplicationBuilder builder)
    {
        if (builder.Configuration[Setting] is not { Length: > 0 } folder)
            return;

        var path = Path.GetFullPath(folder);
        if (!Directory.Exists(path))
            throw new StartRefusedException($"{Setting} names the folder {path}, which is not there.");
        builder.Configuration.AddKeyPerFile(path, optional: false, reloadOnChange: false);
    }
}

namespace Tenantry.Persistence.Tests;

/// <summary>A folder of the test's own, on the disk of temporary files; gone with it.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tenantry-");

    public string Database => File("tenantry.db");

    public string File(string name) => Path.Combine(_folder.FullName, name);

    public void Dispose() => _folder.Delete(recursive: true);
}

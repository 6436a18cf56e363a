namespace Tenantry.Hosting.Tests;

public sealed class SecretFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tenantry-secrets-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_file_is_a_setting_and_wins()
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "Tenantry__Operator__Password"), "from a file\n");

        var builder = TenantryHost.CreateBuilder([$"--Tenantry:Secrets={_folder.FullName}", "--Tenantry:Operator:Password=typed"]);

        Assert.Equal("from a file", builder.Configuration["Tenantry:Operator:Password"]);
    }

    [Fact]
    public void A_folder_that_is_not_there_is_refused()
    {
        var missing = Path.Combine(_folder.FullName, "missing");

        var refused = Assert.Throws<StartRefusedException>(() => TenantryHost.CreateBuilder([$"--Tenantry:Secrets={missing}"]));

        Assert.Equal($"Tenantry:Secrets names the folder {missing}, which is not there.", refused.Message);
    }
}

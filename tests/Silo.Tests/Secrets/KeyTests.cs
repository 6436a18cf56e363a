namespace Tenantry.Silo.Tests;

/// <summary>What a start says when the secrets at rest cannot be opened.</summary>
public sealed class KeyTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Data => _folder.At("data");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_lost_key_ring_stops_the_start_with_one_clear_line()
    {
        await Make();
        Directory.Delete(Path.Combine(Data, "keys"), recursive: true);

        var line = await Refusal();

        Assert.Matches("^Tenantry did not start: the signing key [^ ]+ cannot be opened: it was changed, or the key ring is not the one that encrypted it\\.$", line);
    }

    [Fact]
    public async Task A_key_ring_in_the_store_needs_no_folder()
    {
        await Make("--Tenantry:Keys:Ring=store");
        Assert.Empty(Directory.GetFiles(Path.Combine(Data, "keys")));
        Directory.Delete(Path.Combine(Data, "keys"), recursive: true);

        await Make("--Tenantry:Keys:Ring=store");
    }

    [Fact]
    public async Task A_KMS_that_cannot_be_reached_stops_the_start_with_one_clear_line()
    {
        var line = await Refusal("--Tenantry:Keys:KmsKeyId=alias/tenantry", "--Tenantry:Keys:Region=eu-central-1", "--Tenantry:Keys:ServiceUrl=http://127.0.0.1:1");

        Assert.StartsWith("Tenantry did not start: the KMS key alias/tenantry cannot be used: ", line, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', line);
    }

    [Fact]
    public async Task Only_the_owner_can_read_the_ring()
    {
        await Make();

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.Combine(Data, "keys")));
    }

    private async Task Make(params string[] arguments)
    {
        await using var program = await RunningProgram.Start(Data, [.. BuiltProgram.QuickPasswords, .. arguments]);
        await program.Stop();
    }

    private async Task<string> Refusal(params string[] arguments)
    {
        var (exitCode, _, error) = await BuiltProgram.Run("/", [$"--Tenantry:Data={Data}", "--urls=http://127.0.0.1:0", .. arguments]);
        Assert.Equal(1, exitCode);
        return error.Trim();
    }
}

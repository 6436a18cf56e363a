using System.Net.Http.Json;
using System.Text.Json;

namespace Tenantry.Silo.Tests;

public sealed class MovingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Everything_goes_from_store_to_store_and_back_unchanged()
    {
        await Move.Fill(_folder.At("first"), records: 1500);
        string[][] stores = [Move.Sqlite(_folder.At("first")), await Move.Postgres(), await Move.DynamoDb(), Move.Sqlite(_folder.At("last"))];

        await Move.Export(_folder.At("0"), stores[0]);
        for (var i = 1; i < stores.Length; i++)
        {
            var (exit, said) = await Move.Import(_folder.At($"{i - 1}"), stores[i]);
            Assert.True(exit == MoveCommand.Done, said);
            Assert.Contains("read back: 1501 records", said, StringComparison.Ordinal);
            await Move.Export(_folder.At($"{i}"), stores[i]);
        }

        var content = await Move.Content(_folder.At("0"));
        Assert.Equal(1501, content.Length);
        for (var i = 1; i < stores.Length; i++)
            Assert.Equal(content, await Move.Content(_folder.At($"{i}")));
        Assert.Equal(["key-1.xml"], Directory.EnumerateFiles(_folder.At("last/keys")).Select(Path.GetFileName));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_folder.At("0")));
    }

    [Theory]
    [InlineData("postgres")]
    [InlineData("dynamodb")]
    public async Task Whoever_was_signed_up_logs_in_at_the_new_store_and_stays_signed_in(string kind)
    {
        var email = $"ada@{Guid.NewGuid():N}.example";
        string organization, token;
        string[] issuer = [.. BuiltProgram.QuickPasswords, "--Tenantry:Issuer=https://api.example.com"];
        await using (var before = await RunningProgram.Start(_folder.At("data"), issuer))
        {
            using var signed = await before.Http.SignUp(Tenant.Body("Acme", email));
            organization = (await signed.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("organization").GetProperty("id").GetString()!;
            token = await before.Http.LogIn(email);
            await before.Stop();
        }

        var target = kind == "postgres" ? await Move.Postgres() : await Move.DynamoDb();
        await Move.Export(_folder.At("export"), Move.Sqlite(_folder.At("data")));
        var (exit, said) = await Move.Import(_folder.At("export"), target);
        Assert.True(exit == MoveCommand.Done, said);

        await using var after = await RunningProgram.Start(
            _folder.At("other"), [.. issuer, .. target, .. FreePorts()]);
        // The token was signed with a key that only the moved ring opens.
        Assert.Equal("Acme", (await after.Http.Get($"/v1/organizations/{organization}", token)).GetProperty("name").GetString());
        var again = await after.Http.LogIn(email);
        Assert.Equal(email, (await after.Http.Get("/v1/me", again)).GetProperty("email").GetString());

        // A store in use is not exported.
        var (refused, why) = await Refused(errors => ExportStore.Run([_folder.At("busy"), .. target], errors));
        Assert.Equal(MoveCommand.Refused, refused);
        Assert.Contains("Silos are active: 1", why, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder.At("busy")));
        await after.Stop();
    }

    [Fact]
    public async Task A_data_folder_in_use_is_neither_exported_nor_imported_into()
    {
        await Move.Fill(_folder.At("one"), records: 3);
        await Move.Export(_folder.At("export"), Move.Sqlite(_folder.At("one")));
        await using var program = await RunningProgram.Start(_folder.At("two"), BuiltProgram.QuickPasswords);

        var (exported, why) = await Refused(errors => ExportStore.Run([_folder.At("other"), .. Move.Sqlite(_folder.At("two"))], errors));
        var (imported, whyNot) = await Move.Import(_folder.At("export"), Move.Sqlite(_folder.At("two")));

        Assert.Equal((MoveCommand.Refused, MoveCommand.Refused), (exported, imported));
        Assert.Contains("is in use by another process", why, StringComparison.Ordinal);
        Assert.Contains("is in use by another process", whyNot, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_import_that_was_killed_goes_on_where_it_was()
    {
        await Move.Fill(_folder.At("from"), records: 5000);
        await Move.Export(_folder.At("export"), Move.Sqlite(_folder.At("from")));
        string[] command = ["import", _folder.At("export"), .. Move.Sqlite(_folder.At("to"))];
        string[] slowly = ["--environment=Development", "--Tenantry:Faults:DelayEvery=1", "--Tenantry:Faults:Delay=00:00:00.300"];

        using (var process = BuiltProgram.Start(_folder.Path, [.. command, .. slowly]))
        {
            while (await process.StandardError.ReadLineAsync(Stop) is { } line && !line.StartsWith("imported: ", StringComparison.Ordinal))
            {
            }

            process.Kill();
            await process.WaitForExitAsync(Stop);
            Assert.NotEqual(MoveCommand.Done, process.ExitCode);
        }

        await Move.Export(_folder.At("partly"), Move.Sqlite(_folder.At("to")));
        Assert.InRange((await Move.Content(_folder.At("partly"))).Length, 1, 5000);
        var (exit, _, error) = await BuiltProgram.Run(_folder.Path, command);

        Assert.True(exit == MoveCommand.Done, error);
        await Move.Export(_folder.At("whole"), Move.Sqlite(_folder.At("to")));
        Assert.Equal(await Move.Content(_folder.At("export")), await Move.Content(_folder.At("whole")));
    }

    private static async Task<(int Exit, string Said)> Refused(Func<TextWriter, Task<int>> verb)
    {
        var said = new StringWriter();
        return (await verb(said), said.ToString());
    }

    private static string[] FreePorts()
    {
        using var silo = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        using var gateway = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        silo.Start();
        gateway.Start();
        return
        [
            $"--Tenantry:Cluster:SiloPort={((System.Net.IPEndPoint)silo.LocalEndpoint).Port}",
            $"--Tenantry:Cluster:GatewayPort={((System.Net.IPEndPoint)gateway.LocalEndpoint).Port}",
        ];
    }
}

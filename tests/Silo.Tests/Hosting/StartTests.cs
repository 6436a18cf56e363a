using System.Net;
using System.Net.Sockets;

namespace Tenantry.Silo.Tests;

public sealed class StartTests
{
    [Fact]
    public async Task The_start_lines_say_where_everything_is()
    {
        using var folder = new TemporaryFolder();
        await using var program = await RunningProgram.Start(folder.At("new"));

        var lines = program.Said.Split('\n');
        Assert.Matches(@"^Tenantry \d+\.\d+\.\d+ is ready after \d+\.\d s\. Ctrl-C stops it\.$", lines[0]);
        Assert.Equal(
            [
                $"  API reference     {program.Address}docs",
                $"  Dashboard         {program.Address}dashboard",
                $"  Operator account  {folder.At("new/operator.txt")}",
                $"  Data              {folder.At("new")}",
            ],
            lines[1..]);
    }

    [Fact]
    public async Task Without_settings_data_lies_under_the_folder_the_command_was_typed_in()
    {
        using var folder = new TemporaryFolder();
        await using var program = await RunningProgram.StartIn(folder.Path, ["--urls=http://127.0.0.1:0"]);

        Assert.True(File.Exists(folder.At("data/tenantry.db")));
    }

    [Fact]
    public async Task Environment_variables_move_address_and_data()
    {
        using var folder = new TemporaryFolder();
        var port = FreePort();
        await using var program = await RunningProgram.StartIn(folder.Path, [], new Dictionary<string, string>
        {
            ["ASPNETCORE_URLS"] = $"http://127.0.0.1:{port}",
            ["Tenantry__Data"] = "elsewhere",
        });

        Assert.Equal(port, program.Address.Port);
        Assert.True(File.Exists(folder.At("elsewhere/tenantry.db")));
    }

    [Fact]
    public async Task A_second_process_on_the_same_folder_is_refused()
    {
        using var folder = new TemporaryFolder();
        await using var program = await RunningProgram.Start(folder.Path);

        var (exitCode, output, error) = await BuiltProgram.Run(folder.Path, $"--Tenantry:Data={folder.Path}", "--urls=http://127.0.0.1:0");

        Assert.Equal(1, exitCode);
        Assert.Empty(output);
        Assert.Equal($"Tenantry did not start: the data folder {folder.Path} is in use by another process.\n", error);
    }

    [Fact]
    public async Task A_killed_process_does_not_hold_its_folder()
    {
        using var folder = new TemporaryFolder();
        await using (var program = await RunningProgram.Start(folder.Path))
            await program.Kill();

        await using var next = await RunningProgram.Start(folder.Path);
    }

    [Fact]
    public async Task A_port_in_use_is_refused_with_one_line()
    {
        using var folder = new TemporaryFolder();
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var address = $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";

        var (exitCode, output, error) = await BuiltProgram.Run(folder.Path, $"--urls={address}");

        Assert.Equal(1, exitCode);
        Assert.Empty(output);
        Assert.Equal($"Tenantry did not start: Failed to bind to address {address}: address already in use.\n", error);
    }

    [Theory]
    [InlineData("--Tenantry:Operator:Email=ada@acme.example",
        "Tenantry:Operator:Email and Tenantry:Operator:Password belong together; only one is set.")]
    [InlineData("--Tenantry:Operator:Password=seven green turnips dance",
        "Tenantry:Operator:Email and Tenantry:Operator:Password belong together; only one is set.")]
    [InlineData("--Tenantry:Stop:Grace=1:00:00", "Tenantry:Stop:Grace must be between 00:00:00 and 00:00:02.")]
    [InlineData("--Tenantry:Faults:FailEvery=7", "Tenantry:Faults makes writes fail on purpose and is for Development only.")]
    [InlineData("--Tenantry:Data=", "Tenantry:Data is empty; it must name a folder.")]
    [InlineData("--Tenantry:Identity:PasswordIterations=1", "outside the Development environment")]
    [InlineData("--Tenantry:Limits:SignupsPerMinute=many", "Tenantry:Limits:SignupsPerMinute must be a whole number above 0, not 'many'.")]
    [InlineData("--Tenantry:Identity:RefreshTokenDays=few", "Tenantry:Identity:RefreshTokenDays")]
    [InlineData("--Tenantry:PublicUrl=acme.example", "Tenantry:PublicUrl must be an http or https address without query and fragment; it is 'acme.example'.")]
    [InlineData("--Tenantry:PublicUrl=https://acme.example/?a=b", "Tenantry:PublicUrl must be")]
    [InlineData("--Tenantry:Mail:From=nobody", "Tenantry:Mail:From must be an address such as mail@example.com or Example <mail@example.com>; it is 'nobody'.")]
    [InlineData("--Tenantry:Mail:Smtp:Host=mail.example.com", "Tenantry:Mail:From is missing; a mail server needs to know the sender.")]
    [InlineData("--Tenantry:Mail:Smtp:Port=25", "Tenantry:Mail:Smtp:Host is missing, though other settings of the mail server are there.")]
    [InlineData("--Tenantry:Mail:Smtp:Port=smtp", "Tenantry:Mail:Smtp:Port")]
    [InlineData("--Tenantry:Mail:Smtp:Security=perhaps", "Tenantry:Mail:Smtp:Security")]
    [InlineData("--Tenantry:Domains:NameServer=dns", "Tenantry:Domains:NameServer must be an address such as 192.0.2.53 or 192.0.2.53:53; it is 'dns'.")]
    [InlineData("--urls=nonsense", "nonsense")]
    public async Task A_wrong_setting_stops_the_start_with_one_line(string argument, string explanation)
    {
        using var folder = new TemporaryFolder();

        var (exitCode, output, error) = await BuiltProgram.Run(folder.Path, "--urls=http://127.0.0.1:0", argument);

        Assert.Equal(1, exitCode);
        Assert.Empty(output);
        Assert.StartsWith("Tenantry did not start: ", error, StringComparison.Ordinal);
        Assert.Contains(explanation, error, StringComparison.Ordinal);
        Assert.Equal(1, error.Count(c => c == '\n'));
    }

    [Fact]
    public async Task A_file_that_is_no_store_is_refused_with_one_line()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.At("tenantry.db"), new string('x', 5000), TestContext.Current.CancellationToken);

        var (exitCode, output, error) = await BuiltProgram.Run(folder.Path, $"--Tenantry:Data={folder.Path}", "--urls=http://127.0.0.1:0");

        Assert.Equal(1, exitCode);
        Assert.Empty(output);
        Assert.StartsWith($"Tenantry did not start: {folder.At("tenantry.db")} cannot be opened", error, StringComparison.Ordinal);
        Assert.Equal(1, error.Count(c => c == '\n'));
    }

    [Fact]
    public async Task Nobody_else_can_read_the_data()
    {
        using var folder = new TemporaryFolder();
        await using var program = await RunningProgram.Start(folder.At("new"));

        const UnixFileMode File600 = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        Assert.Equal(File600 | UnixFileMode.UserExecute, File.GetUnixFileMode(folder.At("new")));
        Assert.Equal(File600 | UnixFileMode.UserExecute, File.GetUnixFileMode(folder.At("new/keys")));
        Assert.All(Directory.EnumerateFiles(folder.At("new")), file => Assert.Equal(File600, File.GetUnixFileMode(file)));
        Assert.Contains(folder.At("new/operator.txt"), Directory.EnumerateFiles(folder.At("new")));
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

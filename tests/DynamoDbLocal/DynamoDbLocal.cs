using System.ComponentModel;
using System.Diagnostics;
using System.Net.Sockets;

namespace Tenantry.Tests;

/// <summary>
/// Amazon's own DynamoDB Local from npm, in a process of its own. <c>./test</c> installs it and Java; who runs the tests in another
/// way and has no Node or no Java gets them skipped, which continuous integration counts as failure.
/// </summary>
internal sealed class DynamoDbLocal : IAsyncDisposable
{
    public const string Region = "eu-central-1";

    private static readonly NpmPackage Package = new("amplify-dynamodb-simulator", "2.9.30", "TENANTRY_DYNAMODB_LOCAL");

    // It listens on every address and has no setting against that. With these permissions, which are all it needs, it hangs up on
    // whoever does not come from this machine.
    private const string LoopbackOnly = """
        grant {
            permission java.io.FilePermission "<<ALL FILES>>", "read,write,delete,execute,readlink";
            permission java.lang.RuntimePermission "*";
            permission java.lang.reflect.ReflectPermission "*";
            permission java.util.PropertyPermission "*", "read,write";
            permission java.util.logging.LoggingPermission "control";
            permission java.net.NetPermission "*";
            permission java.security.SecurityPermission "*";
            permission javax.management.MBeanPermission "*", "*";
            permission javax.management.MBeanServerPermission "*";
            permission javax.management.MBeanTrustPermission "*";
            permission java.net.SocketPermission "localhost:0-65535", "listen,accept,connect,resolve";
        };
        """;

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    private readonly string _program;
    private readonly bool _onDisk;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tenantry-dynamodb-");
    private Process? _process;

    private DynamoDbLocal(string program, bool onDisk)
    {
        _program = program;
        _onDisk = onDisk;
        using var free = new TcpListener(System.Net.IPAddress.Loopback, 0);
        free.Start();
        Address = new Uri($"http://127.0.0.1:{((System.Net.IPEndPoint)free.LocalEndpoint).Port}");
    }

    public Uri Address { get; }

    /// <summary>The id of its process.</summary>
    public int ProcessId => _process!.Id;

    /// <summary>Credentials that it takes, like any.</summary>
    public static IReadOnlyDictionary<string, string> Credentials { get; } = new Dictionary<string, string>
    {
        ["AWS_ACCESS_KEY_ID"] = "local",
        ["AWS_SECRET_ACCESS_KEY"] = "local",
    };

    /// <summary>The settings of a program that keeps its records in a table there, which it makes.</summary>
    public (string Name, string Value)[] Settings(string table, Uri? through = null) =>
    [
        ("Tenantry:Store", "dynamodb"),
        ("Tenantry:DynamoDb:Table", table),
        ("Tenantry:DynamoDb:Region", Region),
        ("Tenantry:DynamoDb:ServiceUrl", (through ?? Address).ToString()),
        ("Tenantry:DynamoDb:CreateTable", "true"),
    ];

    /// <summary>Starts it, with its tables in memory, or on disk, so that they outlive <see cref="Kill"/>.</summary>
    public static async Task<DynamoDbLocal> Start(bool onDisk = false)
    {
        var local = new DynamoDbLocal(await Package.Find("emulator/DynamoDBLocal.jar"), onDisk);
        try
        {
            await local.Restart();
            return local;
        }
        catch
        {
            await local.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts it again at the same address.</summary>
    public async Task Restart()
    {
        var policy = Path.Combine(_folder.FullName, "loopback.policy");
        await File.WriteAllTextAsync(policy, LoopbackOnly, TestContext.Current.CancellationToken);
        string[] tables = _onDisk ? ["-dbPath", _folder.FullName] : ["-inMemory"];
        _process = Java(
        [
            "-Djava.security.manager", $"-Djava.security.policy=={policy}",
            $"-Djava.library.path={Path.Combine(Path.GetDirectoryName(_program)!, "DynamoDBLocal_lib")}",
            // It lives for a minute: what is compiled quickly and collected by one thread keeps it from standing still meanwhile.
            "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx512m", "-jar", _program, .. tables, "-sharedDb", "-disableTelemetry", "-port", $"{Address.Port}",
        ]);
        if (_process is null)
        {
            Assert.Skip("There is no Java, so DynamoDB Local cannot run.");
            return;
        }

        // Unread, its lines would fill the pipe.
        _process.OutputDataReceived += (_, _) => { };
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        await IsUp();
    }

    /// <summary>Ends it at once, as a power cut does.</summary>
    public async Task Kill()
    {
        if (_process is null)
            return;
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _process = null;
    }

    public async ValueTask DisposeAsync()
    {
        await Kill();
        _folder.Delete(recursive: true);
    }

    private static Process? Java(string[] arguments)
    {
        try
        {
            return Process.Start(new ProcessStartInfo("java", arguments) { RedirectStandardOutput = true, RedirectStandardError = true });
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    private async Task IsUp()
    {
        using var http = new HttpClient();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(StartLimit);
        while (true)
        {
            try
            {
                // Any answer will do; it refuses what names no operation.
                using var answer = await http.GetAsync(Address, patience.Token);
                return;
            }
            catch (HttpRequestException)
            {
                Assert.False(_process!.HasExited, "DynamoDB Local ended before it was ready.");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), patience.Token);
        }
    }
}

using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Tenantry.Grains.Interfaces;
using Tenantry.Persistence;

namespace Tenantry.Bench;

/// <summary>
/// Amazon's DynamoDB Local, in memory. Its own speed says nothing about DynamoDB's; what counts is what the silos spend.
/// </summary>
internal sealed class DynamoDbStore : IClusterStore
{
    public const string Kind = "dynamodb";

    private const string Variable = "TENANTRY_DYNAMODB_LOCAL";

    // It listens on every address; with these permissions, which are all it needs, it hangs up on whoever is not on this machine.
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

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tenantry-bench-dynamodb-");
    private readonly List<ServiceProvider> _readers = [];
    private readonly Uri _address = new($"http://{Loopback.FreePort()}");
    private ChildProcess? _process;
    private int _tables;

    public string Name => Kind;

    public TimeSpan Cpu => _process?.Cpu ?? TimeSpan.Zero;

    /// <exception cref="InvalidOperationException">It is not installed, or does not start.</exception>
    public static async Task<DynamoDbStore> Start()
    {
        // The readers find credentials where the SDK looks for them; it takes any.
        Environment.SetEnvironmentVariable("AWS_ACCESS_KEY_ID", "local");
        Environment.SetEnvironmentVariable("AWS_SECRET_ACCESS_KEY", "local");
        var store = new DynamoDbStore();
        try
        {
            await store.Launch();
            return store;
        }
        catch
        {
            store.Dispose();
            throw;
        }
    }

    public async Task<EmptyStore> Fresh(string folder)
    {
        var table = string.Create(CultureInfo.InvariantCulture, $"bench-{++_tables}");
        var settings = new DynamoDbSettings(table, "eu-central-1", _address, CreateTable: true);
        var reader = new ServiceCollection().AddLogging().AddDynamoDbRecordStore(settings).BuildServiceProvider();
        _readers.Add(reader);
        await ((IPreparedStore)reader.GetRequiredService<IRecordStore>()).Prepare(CancellationToken.None);
        return new(
            new Dictionary<string, string>
            {
                ["Tenantry:Store"] = Kind,
                ["Tenantry:DynamoDb:Table"] = table,
                ["Tenantry:DynamoDb:Region"] = settings.Region!,
                ["Tenantry:DynamoDb:ServiceUrl"] = _address.ToString(),
            },
            new SharedOutboxes(reader.GetRequiredService<IRecordStore>(), TimeProvider.System));
    }

    public void Dispose()
    {
        foreach (var reader in _readers) reader.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _process?.Dispose();
        _folder.Delete(recursive: true);
    }

    private async Task Launch()
    {
        var installed = Environment.GetEnvironmentVariable(Variable) ?? Path.Combine(BuiltProgram.Root, "artifacts", "dynamodb-local");
        var emulator = Path.Combine(installed, "node_modules", "amplify-dynamodb-simulator", "emulator");
        if (!Directory.Exists(emulator)) throw new InvalidOperationException($"There is no DynamoDB Local in {emulator}; ./test installs it.");

        var policy = Path.Combine(_folder.FullName, "loopback.policy");
        await File.WriteAllTextAsync(policy, LoopbackOnly);
        _process = ChildProcess.Start(
            "java",
            [
                "-Djava.security.manager", $"-Djava.security.policy=={policy}", $"-Djava.library.path={Path.Combine(emulator, "DynamoDBLocal_lib")}",
                "-Xmx1g", "-jar", Path.Combine(emulator, "DynamoDBLocal.jar"), "-inMemory", "-sharedDb", "-disableTelemetry", "-port", $"{_address.Port}",
            ],
            _folder.FullName, new Dictionary<string, string>());
        using var http = new HttpClient();
        for (var waited = TimeSpan.Zero; ; waited += Pause)
        {
            try
            {
                // Any answer will do; it refuses what names no operation.
                using var answer = await http.GetAsync(_address);
                return;
            }
            catch (HttpRequestException) when (waited < Patience && !_process.HasExited)
            {
                await Task.Delay(Pause);
            }
        }
    }
}

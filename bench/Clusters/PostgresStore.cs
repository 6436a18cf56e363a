using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Tenantry.Grains.Interfaces;
using Tenantry.Persistence;

namespace Tenantry.Bench;

/// <summary>A PostgreSQL as Debian installs it, with its own settings but for the address, in a folder that is deleted afterwards.</summary>
internal sealed class PostgresStore : IClusterStore
{
    public const string Kind = "postgres";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly string _programs = Programs();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tenantry-bench-postgres-");
    private readonly List<ServiceProvider> _readers = [];
    private readonly int _port = Loopback.FreePort().Port;
    private ChildProcess? _process;
    private int _databases;

    public string Name => Kind;

    public TimeSpan Cpu => _process?.TreeCpu ?? TimeSpan.Zero;

    /// <exception cref="InvalidOperationException">It is not installed, or does not start.</exception>
    public static async Task<PostgresStore> Start()
    {
        var store = new PostgresStore();
        try
        {
            await store.Make();
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
        var database = string.Create(CultureInfo.InvariantCulture, $"bench_{++_databases}");
        await Finish("createdb", "-h", "127.0.0.1", "-p", $"{_port}", "-U", "postgres", "-E", "UTF8", "-T", "template0", database);
        var connection = $"Host=127.0.0.1;Port={_port};Username=postgres;Database={database}";
        var reader = new ServiceCollection().AddLogging().AddPostgresRecordStore(new PostgresSettings(connection)).BuildServiceProvider();
        _readers.Add(reader);
        await ((IPreparedStore)reader.GetRequiredService<IRecordStore>()).Prepare(CancellationToken.None);
        return new(
            new Dictionary<string, string> { ["Tenantry:Store"] = Kind, ["Tenantry:Postgres:ConnectionString"] = connection },
            new SharedOutboxes(reader.GetRequiredService<IRecordStore>(), TimeProvider.System));
    }

    public void Dispose()
    {
        foreach (var reader in _readers) reader.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _process?.Dispose();
        _folder.Delete(recursive: true);
    }

    private static string Programs()
        => (Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql") : [])
            .Select(folder => Path.Combine(folder, "bin")).Order(StringComparer.Ordinal)
            .LastOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")))
            ?? throw new InvalidOperationException("There is no PostgreSQL under /usr/lib/postgresql; ./test installs it.");

    private async Task Make()
    {
        var data = Path.Combine(_folder.FullName, "data");
        Directory.CreateDirectory(data);
        if (Environment.IsPrivilegedProcess)
        {
            using var own = ChildProcess.Start("chown", ["-R", "postgres", _folder.FullName], "/", new Dictionary<string, string>());
            await own.Finished();
        }

        await Finish("initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-instructions");
        _process = Launch("postgres", "-D", data, "-h", "127.0.0.1", "-p", $"{_port}", "-c", "unix_socket_directories=", "-c", "max_connections=300");
        for (var waited = TimeSpan.Zero; ; waited += Pause)
        {
            using var ask = Launch("pg_isready", "-q", "-h", "127.0.0.1", "-p", $"{_port}");
            if (await ask.Finished() == 0) return;
            if (waited > Patience || _process.HasExited)
                throw new InvalidOperationException($"PostgreSQL does not start. Its last lines:\n{_process.Output}");

            await Task.Delay(Pause);
        }
    }

    private async Task Finish(string program, params string[] arguments)
    {
        using var process = Launch(program, arguments);
        if (await process.Finished() != 0)
            throw new InvalidOperationException($"{program} failed. Its last lines:\n{process.Output}");
    }

    // It refuses to run as root.
    private ChildProcess Launch(string program, params string[] arguments)
    {
        var path = Path.Combine(_programs, program);
        return Environment.IsPrivilegedProcess
            ? ChildProcess.Start("setpriv", ["--reuid=postgres", "--clear-groups", path, .. arguments], _folder.FullName, new Dictionary<string, string>())
            : ChildProcess.Start(path, arguments, _folder.FullName, new Dictionary<string, string>());
    }
}

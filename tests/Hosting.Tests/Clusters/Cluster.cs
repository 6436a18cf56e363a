namespace Tenantry.Hosting.Tests;

/// <summary>Silos and front ends of one cluster, each a process, on one store.</summary>
internal sealed class Cluster : IAsyncDisposable
{
    public const string OperatorEmail = "operator@cluster.example";
    public const string OperatorPassword = "seven green turnips dance";

    private static readonly string[] ConfiguredOperator = [$"--Tenantry:Operator:Email={OperatorEmail}", $"--Tenantry:Operator:Password={OperatorPassword}"];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tenantry-cluster-");
    private readonly string[] _settings;
    private readonly IReadOnlyDictionary<string, string> _environment;

    /// <param name="store">The settings of the store.</param>
    /// <param name="environment">What its client looks for in the environment.</param>
    /// <param name="more">Further settings of every process.</param>
    public Cluster(IEnumerable<(string Name, string Value)> store, IReadOnlyDictionary<string, string>? environment = null, params string[] more)
    {
        _settings =
        [
            .. store.Select(setting => $"--{setting.Name}={setting.Value}"), "--environment=Development", "--Tenantry:Issuer=https://api.example.com", "--Tenantry:Identity:PasswordIterations=1",
            "--Tenantry:Limits:SignupsPerMinute=1000000", "--Tenantry:Limits:Quotas=false", "--Tenantry:Stop:Grace=00:00:01",
            .. more,
        ];
        _environment = environment ?? new Dictionary<string, string>();
    }

    /// <summary>Whether no operator is configured, so that the first start makes one up.</summary>
    public bool MakesUpOperator { get; init; }

    public List<Node> Silos { get; } = [];

    public List<Node> FrontEnds { get; } = [];

    public IEnumerable<Node> Nodes => Silos.Concat(FrontEnds);

    public static IEnumerable<(string Name, string Value)> Postgres(string connection) =>
    [
        ("Tenantry:Store", "postgres"), ("Tenantry:Postgres:ConnectionString", connection),
    ];

    /// <summary>Adds a silo, which is not started.</summary>
    /// <param name="address">Where the others reach it.</param>
    /// <param name="door">Where it is reached by HTTP.</param>
    /// <param name="within">What runs it.</param>
    /// <param name="more">Further settings.</param>
    public Node AddSilo(string address = "127.0.0.1", string door = "127.0.0.1", string[]? within = null, params string[] more)
    {
        Node silo = new(
            "Silo", door,
            [
                .. _settings, $"--Tenantry:Cluster:Address={address}", $"--Tenantry:Cluster:SiloPort={Node.FreePort()}", $"--Tenantry:Cluster:GatewayPort={Node.FreePort()}",
                $"--Tenantry:Data={DataOf(Silos.Count)}", .. MakesUpOperator ? [] : ConfiguredOperator,
                "--Tenantry:Webhooks:AllowedNetworks=127.0.0.0/8,10.0.0.0/8", "--Tenantry:Webhooks:RetryScale=0.2", .. more,
            ],
            _environment)
        {
            Within = within ?? [],
        };
        Silos.Add(silo);
        return silo;
    }

    /// <summary>Adds a front end, which is not started.</summary>
    public Node AddFrontEnd()
    {
        Node front = new("Api", "127.0.0.1", _settings, _environment);
        FrontEnds.Add(front);
        return front;
    }

    /// <summary>The data folder of a silo, by its place.</summary>
    public string DataOf(int silo) => Path.Combine(_folder.FullName, $"silo{silo}");

    public async Task<Cluster> Start(int silos, int frontEnds)
    {
        for (var i = 0; i < silos; i++)
            AddSilo();
        for (var i = 0; i < frontEnds; i++)
            AddFrontEnd();
        await Heal();
        return this;
    }

    /// <summary>Starts whatever is not running and waits until all are ready.</summary>
    public async Task Heal()
    {
        foreach (var node in Nodes.Where(node => !node.IsRunning))
            node.Launch();
        await Task.WhenAll(Nodes.Select(node => node.Ready()));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in Nodes)
            await node.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}

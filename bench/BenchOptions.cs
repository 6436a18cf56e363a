using System.Globalization;

namespace Tenantry.Bench;

/// <summary>How to measure, from the command line.</summary>
internal sealed record BenchOptions
{
    public const string Usage = """
        dotnet run -c Release --project bench -- [--seconds N] [--rounds N] [--connections N] [--only ROW]… [--store STORE]… [--quick] [--out FILE]

          --seconds N      how long one run of a read takes; a run of a command takes twice as long (3)
          --rounds N       how often each row is measured, in turn with its limit (3)
          --connections N  how many callers there are (32)
          --only ROW       one of: start, organization, me, access, entitlements, credentials, signup,
                           signup-keyed, signup-default, project, event-cost, telemetry, events, live,
                           webhooks, large, stores, remote, silos; may be repeated
          --store STORE    one of: sqlite, postgres, dynamodb, for the last three rows, which need what ./test
                           installs; may be repeated (all)
          --quick          a smoke test: short runs, whose figures do not count
          --out FILE       where the JSON goes (artifacts/bench/<time>.json)
        """;

    public static readonly string[] AllRows = ["start", .. Reads.Names, Credentials.Name, "signup", "signup-keyed", "signup-default", "project", EventCost.Name, TelemetryCost.Name, .. EventRows.Names, "large", .. ClusterRows.Names];

    public TimeSpan Read { get; init; } = TimeSpan.FromSeconds(3);

    public int Rounds { get; init; } = 3;

    public int Connections { get; init; } = 32;

    public IReadOnlySet<string> Rows { get; init; } = AllRows.ToHashSet(StringComparer.Ordinal);

    /// <summary>On which stores the rows of clusters are measured.</summary>
    public IReadOnlySet<string> Stores { get; init; } = ClusterRows.StoreNames.ToHashSet(StringComparer.Ordinal);

    public bool Quick { get; init; }

    public string? Out { get; init; }

    /// <summary>How long one run of a command takes: longer, because its end, until the outboxes are empty, is part of it.</summary>
    public TimeSpan Command => 2 * Read;

    /// <summary>The runtime compiles hot code a second time after it has watched it for a while.</summary>
    public TimeSpan WarmUp => 2 * Read;

    /// <exception cref="FormatException">An argument is unknown, or its value missing or malformed.</exception>
    public static BenchOptions Parse(IReadOnlyList<string> arguments)
    {
        var options = new BenchOptions();
        var only = new HashSet<string>(StringComparer.Ordinal);
        var stores = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < arguments.Count; i++)
        {
            string Value() => ++i < arguments.Count ? arguments[i] : throw new FormatException($"{arguments[i - 1]} needs a value.");
            options = arguments[i] switch
            {
                "--seconds" => options with { Read = TimeSpan.FromSeconds(double.Parse(Value(), CultureInfo.InvariantCulture)) },
                "--rounds" => options with { Rounds = int.Parse(Value(), CultureInfo.InvariantCulture) },
                "--connections" => options with { Connections = int.Parse(Value(), CultureInfo.InvariantCulture) },
                "--only" => Only(Value()),
                "--store" => Store(Value()),
                "--quick" => options with { Quick = true, Read = TimeSpan.FromSeconds(0.5), Rounds = 1 },
                "--out" => options with { Out = Value() },
                var unknown => throw new FormatException($"{unknown} is unknown."),
            };
        }

        if (stores.Count > 0) options = options with { Stores = stores };
        return only.Count == 0 ? options : options with { Rows = only };

        BenchOptions Only(string row)
        {
            if (!AllRows.Contains(row)) throw new FormatException($"There is no row '{row}'.");

            only.Add(row);
            return options;
        }

        BenchOptions Store(string store)
        {
            if (!ClusterRows.StoreNames.Contains(store)) throw new FormatException($"There is no store '{store}'.");

            stores.Add(store);
            return options;
        }
    }
}

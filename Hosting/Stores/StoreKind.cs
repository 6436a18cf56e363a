namespace Tenantry.Hosting;

/// <summary>Where records are kept: the setting <c>Tenantry:Store</c>.</summary>
public enum StoreKind
{
    /// <summary><c>sqlite</c>, unless another is named: one file in the data folder, for one process.</summary>
    Sqlite,

    /// <summary><c>postgres</c>: for any number of processes.</summary>
    Postgres,

    /// <summary><c>dynamodb</c>: for any number of processes, in AWS.</summary>
    DynamoDb,
}

/// <summary>Reads the setting.</summary>
public static class StoreKinds
{
    private const string Setting = "Tenantry:Store";

    /// <exception cref="StartRefusedException">It names no store.</exception>
    public static StoreKind StoreKind(this IConfiguration configuration) => configuration[Setting] switch
    {
        null or "sqlite" => Hosting.StoreKind.Sqlite,
        "postgres" => Hosting.StoreKind.Postgres,
        "dynamodb" => Hosting.StoreKind.DynamoDb,
        var other => throw new StartRefusedException($"{Setting} must be sqlite, postgres or dynamodb; it is '{other}'."),
    };
}

using System.Globalization;
using Tenantry.Persistence;

namespace Tenantry.Hosting;

/// <summary>Reads what the shared stores need to know: the sections <c>Tenantry:Postgres</c> and <c>Tenantry:DynamoDb</c>.</summary>
internal static class StoreSettings
{
    private const string PostgresSection = "Tenantry:Postgres";
    private const string DynamoDbSection = "Tenantry:DynamoDb";
    private const int MostConnections = 64;

    /// <exception cref="StartRefusedException">A setting is missing or wrong.</exception>
    public static PostgresSettings Postgres(this IConfiguration configuration)
    {
        var connection = configuration[$"{PostgresSection}:ConnectionString"];
        if (string.IsNullOrWhiteSpace(connection))
            throw new StartRefusedException($"{PostgresSection}:ConnectionString is missing, though Tenantry:Store is postgres.");

        return new PostgresSettings(connection, Count(configuration, $"{PostgresSection}:Connections") ?? PostgresSettings.DefaultConnections);
    }

    /// <exception cref="StartRefusedException">A setting is missing or wrong.</exception>
    public static DynamoDbSettings DynamoDb(this IConfiguration configuration)
    {
        string? Text(string name) => configuration[$"{DynamoDbSection}:{name}"] is not { } text ? null
            : !string.IsNullOrWhiteSpace(text) ? text
            : throw new StartRefusedException($"{DynamoDbSection}:{name} is empty.");

        var url = Text("ServiceUrl") is not { } address ? null
            : Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" ? uri
            : throw new StartRefusedException($"{DynamoDbSection}:ServiceUrl must be an http or https address; it is '{address}'.");
        return new DynamoDbSettings(Text("Table") ?? "tenantry", Text("Region"), url, Flag(configuration, $"{DynamoDbSection}:CreateTable"));
    }

    /// <summary>Refuses settings that only a shared store has.</summary>
    /// <exception cref="StartRefusedException">There is one.</exception>
    public static void RefuseShared(this IConfiguration configuration)
    {
        foreach (var section in (string[])[PostgresSection, DynamoDbSection, ClusterSettings.Section])
        {
            if (configuration.GetSection(section).Exists())
                throw new StartRefusedException($"{section} is set, though Tenantry:Store is sqlite, which one process keeps for itself.");
        }
    }

    private static int? Count(IConfiguration configuration, string key)
        => configuration[key] is not { } text ? null
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is > 0 and <= MostConnections ? count
            : throw new StartRefusedException($"{key} must be a whole number from 1 to {MostConnections}; it is '{text}'.");

    private static bool Flag(IConfiguration configuration, string key)
        => configuration[key] is { } text
            && (bool.TryParse(text, out var flag) ? flag : throw new StartRefusedException($"{key} must be true or false; it is '{text}'."));
}

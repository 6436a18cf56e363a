using Microsoft.Data.Sqlite;

namespace Tenantry.Persistence;

/// <summary>Statements prepared once and used for as long as their connection lives.</summary>
internal static class SqliteStatements
{
    /// <summary>A statement whose parameters are set by their place in the list.</summary>
    public static SqliteCommand Prepare(SqliteConnection connection, string sql, params ReadOnlySpan<string> parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var name in parameters)
            command.Parameters.Add(new SqliteParameter { ParameterName = name });
        command.Prepare();
        return command;
    }
}

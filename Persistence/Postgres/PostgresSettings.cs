namespace Tenantry.Persistence;

/// <summary>Where PostgreSQL is.</summary>
/// <param name="ConnectionString">
/// As Npgsql has it. It leads to the server itself, or to a pooler that keeps a session for as long as its client is connected.
/// </param>
/// <param name="Connections">How many connections of a process write, from 1 to 64; reads have others.</param>
public sealed record PostgresSettings(string ConnectionString, int Connections = PostgresSettings.DefaultConnections)
{
    /// <summary>How many connections write unless a setting says otherwise.</summary>
    public const int DefaultConnections = 4;

    // The connection string may hold a password.
    public override string ToString() => $"PostgreSQL, {Connections} connections";
}

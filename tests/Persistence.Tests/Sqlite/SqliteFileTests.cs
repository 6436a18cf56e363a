using System.Runtime.Versioning;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace Tenantry.Persistence.Tests;

public sealed class SqliteFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task A_new_file_and_its_folder_are_made_for_their_owner_only()
    {
        var path = _folder.File("deep/er/tenantry.db");

        await using var store = new SqliteRecordStore(path, NullLogger<SqliteRecordStore>.Instance);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path + "-wal"));
    }

    [Fact]
    public void A_file_of_a_newer_program_is_refused_and_left_alone()
    {
        Open().Dispose();
        Execute("PRAGMA user_version = 2");

        var refusal = Assert.Throws<InvalidOperationException>(Open);

        Assert.Equal(
            $"{_folder.Database} has schema version 2; this program knows none after 1. A newer one wrote it.", refusal.Message);
        Execute("SELECT etag FROM records");
    }

    [Fact]
    public void A_database_of_another_program_is_refused_and_left_alone()
    {
        Execute("CREATE TABLE songs (title TEXT)");

        var refusal = Assert.Throws<InvalidOperationException>(Open);

        Assert.Equal($"{_folder.Database} is a database, but not one of this program's.", refusal.Message);
        Execute("INSERT INTO songs VALUES ('Waterloo')");
    }

    [Fact]
    public void A_file_that_is_no_database_is_refused_and_left_alone()
    {
        var text = new string('x', 5000);
        File.WriteAllText(_folder.Database, text);

        Assert.Throws<StoreUnavailableException>(Open);

        Assert.Equal(text, File.ReadAllText(_folder.Database));
    }

    private SqliteRecordStore Open() => new(_folder.Database, NullLogger<SqliteRecordStore>.Instance);

    private void Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={_folder.Database};Pooling=false");
        connection.Open();
        SqliteFile.Execute(connection, sql);
    }
}

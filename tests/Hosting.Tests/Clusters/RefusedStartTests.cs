namespace Tenantry.Hosting.Tests;

/// <summary>Settings of a cluster that are missing, wrong or contradict each other.</summary>
public sealed class RefusedStartTests
{
    private const string Shared = "--Tenantry:Store=postgres --Tenantry:Postgres:ConnectionString=Host=127.0.0.1;Port=1 --Tenantry:Issuer=https://api.example.com";

    [Theory]
    [InlineData("Api", "", "the embedded store belongs to one process; with front ends, Tenantry:Store must be postgres or dynamodb.")]
    [InlineData("Api", "--Tenantry:Store=postgres", "Tenantry:Postgres:ConnectionString is missing, though Tenantry:Store is postgres.")]
    [InlineData("Api", "--Tenantry:Store=postgres --Tenantry:Postgres:ConnectionString=Host=127.0.0.1",
        "Tenantry:Issuer is missing; processes that share a store must name the same one, such as https://api.example.com.")]
    [InlineData("Api", $"{Shared} --Tenantry:Postgres:Connections=none", "Tenantry:Postgres:Connections must be a whole number from 1 to 64; it is 'none'.")]
    [InlineData("Silo", "--Tenantry:Cluster:Address=127.0.0.1", "Tenantry:Cluster is set, though Tenantry:Store is sqlite, which one process keeps for itself.")]
    [InlineData("Silo", "--Tenantry:Postgres:ConnectionString=Host=127.0.0.1", "Tenantry:Postgres is set, though Tenantry:Store is sqlite, which one process keeps for itself.")]
    [InlineData("Silo", $"{Shared} --Tenantry:Keys:Ring=folder",
        "Tenantry:Keys:Ring must be store, since other processes use the same store and need the same keys; it is 'folder'.")]
    [InlineData("Silo", $"{Shared} --Tenantry:Cluster:SiloPort=30000", "Tenantry:Cluster:SiloPort and Tenantry:Cluster:GatewayPort must differ; both are 30000.")]
    [InlineData("Silo", $"{Shared} --Tenantry:Stop:Grace=01:00:00", "Tenantry:Stop:Grace must be between 00:00:00 and 00:00:24.")]
    [InlineData("Silo", "--Tenantry:Store=dynamodb --Tenantry:Issuer=https://api.example.com --Tenantry:DynamoDb:ServiceUrl=nowhere",
        "Tenantry:DynamoDb:ServiceUrl must be an http or https address; it is 'nowhere'.")]
    public async Task A_program_refuses_to_start_with_one_line(string program, string arguments, string line)
    {
        var folder = Directory.CreateTempSubdirectory("tenantry-refused-");
        try
        {
            await using var node = new Node(
                program, "127.0.0.1", [$"--Tenantry:Data={folder.FullName}", .. arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries)], new Dictionary<string, string>());
            node.Launch();
            await node.Ended();

            Assert.Equal($"Tenantry did not start: {line}", node.Said);
            Assert.Equal(1, node.ExitCode);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}

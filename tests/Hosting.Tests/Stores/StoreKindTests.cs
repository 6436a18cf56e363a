using Microsoft.Extensions.Configuration;

namespace Tenantry.Hosting.Tests;

public sealed class StoreKindTests
{
    [Theory]
    [InlineData(null, StoreKind.Sqlite)]
    [InlineData("sqlite", StoreKind.Sqlite)]
    [InlineData("postgres", StoreKind.Postgres)]
    [InlineData("dynamodb", StoreKind.DynamoDb)]
    public void A_store_is_chosen_by_its_name(string? name, StoreKind kind) => Assert.Equal(kind, Configured(name).StoreKind());

    [Theory]
    [InlineData("")]
    [InlineData("Postgres")]
    [InlineData("mysql")]
    public void What_names_no_store_is_refused(string name)
    {
        var refused = Assert.Throws<StartRefusedException>(() => Configured(name).StoreKind());

        Assert.Equal($"Tenantry:Store must be sqlite, postgres or dynamodb; it is '{name}'.", refused.Message);
    }

    private static IConfiguration Configured(string? name)
        => new ConfigurationBuilder().AddInMemoryCollection([new("Tenantry:Store", name)]).Build();
}

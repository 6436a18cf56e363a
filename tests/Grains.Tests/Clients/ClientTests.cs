namespace Tenantry.Grains.Tests;

public sealed class ClientTests(ClusterFixture cluster)
{
    private readonly IClientsGrain _clients = cluster.Grains.Clients();

    [Fact]
    public async Task Parallel_registrations_never_overshoot_the_fifty_clients()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 80).Select(_ => cluster.Grains.Commands().Run(New(ClientType.Public))));

        var (made, refused) = (outcomes.Select(outcome => outcome.Value).OfType<ClientView>().ToList(), outcomes.Count(outcome => outcome.Error?.Code == ErrorCode.CapacityReached));
        Assert.Equal(80, made.Count + refused);
        Assert.Equal(ClientRules.MostClients, (await _clients.List()).Length);
        foreach (var client in made)
            Assert.True((await _clients.Remove(client.Id, Actor.System)).Succeeded);
    }

    [Fact]
    public async Task A_repeated_registration_makes_another_secret_of_the_same_client()
    {
        var (id, command) = (TypedId.From<ClientId>(Guid.CreateVersion7()), Guid.NewGuid());
        var first = (await _clients.Create(New(ClientType.Confidential), id, command)).Value!;
        var second = (await _clients.Create(New(ClientType.Confidential), id, command)).Value!;

        Assert.Null(await Admit(id, first.Secret));
        Assert.NotNull(await Admit(id, second.Secret));
        Assert.Single(await _clients.List(), client => client.Id == id);
        Assert.Null((await _clients.Create(New(ClientType.Confidential), id, Guid.NewGuid())).Value!.Secret);
        await _clients.Remove(id, Actor.System);
    }

    [Fact]
    public async Task Every_silo_knows_an_origin_as_long_as_its_client()
    {
        var origin = $"https://{Make.Unique()}.example";
        var made = (ClientView)(await cluster.Grains.Commands().Run(New(ClientType.Public) with { Origins = [origin] })).Value!;
        Assert.All(await Known(), Assert.True);

        await _clients.Update(made.Id, new ClientChanges { Origins = [] }, Actor.System);

        Assert.All(await Known(), Assert.False);
        await _clients.Remove(made.Id, Actor.System);

        Task<bool[]> Known() => Task.WhenAll(cluster.Silos.Select(grains => grains.Clients().HasOrigin(origin).AsTask()));
    }

    private static CreateClient New(ClientType type) => new() { Name = "App", Type = type, Actor = Actor.System };

    private async Task<ClientView?> Admit(ClientId id, string? secret) => await _clients.Admit(id, secret is null ? null : IssuedSecret.HashOf(secret));
}

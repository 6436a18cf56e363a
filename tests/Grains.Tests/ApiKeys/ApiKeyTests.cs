namespace Tenantry.Grains.Tests;

public sealed class ApiKeyTests(ClusterFixture cluster)
{
    [Fact]
    public async Task Parallel_makers_never_overshoot_the_hundred_keys()
    {
        var tenant = await cluster.Grains.Tenant();
        var organization = tenant.Organization.Id;

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 150).Select(_ => cluster.Grains.Commands().Run(Create(organization, tenant.User.Id))));

        Assert.Equal(IApiKeysGrain.Most, outcomes.Count(outcome => outcome.Error is null));
        Assert.All(outcomes, outcome => Assert.True(outcome.Error is null or { Code: ErrorCode.CapacityReached }));
        var listed = await cluster.Grains.Lists().ApiKeys(organization, null, 500);
        Assert.Equal(IApiKeysGrain.Most, listed.Items.Length);

        // One that is ended makes room for one.
        var ended = await cluster.Grains.Commands().Run(
            new RevokeApiKey { Organization = organization, Key = listed.Items[0].Id, Actor = Actor.User(tenant.User.Id) });
        Assert.Null(ended.Error);
        var more = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => cluster.Grains.Commands().Run(Create(organization, tenant.User.Id))));
        Assert.Single(more, outcome => outcome.Error is null);
    }

    [Fact]
    public async Task A_revoked_key_is_dead_on_every_silo()
    {
        var tenant = await cluster.Grains.Tenant();
        var organization = tenant.Organization.Id;
        for (var round = 0; round < 10; round++)
        {
            var made = (ApiKeyView)(await cluster.Grains.Commands().Run(Create(organization, tenant.User.Id))).Value!;
            Assert.True(ApiKeyText.TryParse(made.Key, out var text));
            Assert.All(await Admitted(), Assert.NotNull);

            await cluster.Grains.Commands().Run(new RevokeApiKey { Organization = organization, Key = made.Id, Actor = Actor.User(tenant.User.Id) });

            Assert.All(await Admitted(), Assert.Null);

            Task<AdmittedApiKey?[]> Admitted() => Task.WhenAll(cluster.Silos.Select(grains => grains.ApiKey(organization, made.Id).Admit(text.Hash).AsTask()));
        }
    }

    [Fact]
    public async Task A_repeated_making_shows_another_text_and_the_first_is_good_for_nothing()
    {
        var (key, id, command) = await Make();

        var first = (await key.Reveal(command)).Value!.Key!;
        var second = (await key.Reveal(command)).Value!.Key!;

        Assert.Null(await Admit(key, first));
        Assert.Equal(1, (await Admit(key, second))!.Generation);
        Assert.Equal(id, (await key.Get()).Value!.Id);
    }

    [Fact]
    public async Task A_making_that_is_repeated_after_a_rotation_shows_nothing()
    {
        var (key, _, command) = await Make();
        await key.Reveal(command);
        var rotated = (await key.Rotate(Guid.NewGuid(), TimeSpan.Zero, Actor.System)).Value!.Key!;

        Assert.Null((await key.Reveal(command)).Value!.Key);
        Assert.NotNull(await Admit(key, rotated));
    }

    [Fact]
    public async Task A_repeated_rotation_keeps_the_text_before()
    {
        var (key, _, command) = await Make();
        var first = (await key.Reveal(command)).Value!.Key!;
        var rotation = Guid.NewGuid();

        var lost = (await key.Rotate(rotation, TimeSpan.FromHours(1), Actor.System)).Value!.Key!;
        var second = (await key.Rotate(rotation, TimeSpan.FromHours(1), Actor.System)).Value!.Key!;

        Assert.Equal((1, null, 2), ((await Admit(key, first))?.Generation, (await Admit(key, lost))?.Generation, (await Admit(key, second))?.Generation));
        Assert.True(await key.AdmitToken(1) is not null && await key.AdmitToken(2) is not null);
        Assert.Null(await key.AdmitToken(3));
    }

    [Fact]
    public async Task What_was_ended_is_never_made_again()
    {
        var id = TypedId.From<ApiKeyId>(Guid.CreateVersion7());
        var wanted = New(id, Guid.NewGuid());
        var keys = cluster.Grains.ApiKeys(organization: null);
        Assert.True((await keys.Create(wanted, Actor.System)).Succeeded);
        Assert.True((await keys.Revoke(id, Actor.System)).Succeeded);

        Assert.Equal(ErrorCode.ApiKeyNotFound, (await keys.Create(wanted, Actor.System)).Error?.Code);
        Assert.True(await keys.Settled(TimeSpan.FromSeconds(10)));
        Assert.Equal(ErrorCode.ApiKeyNotFound, (await keys.Create(wanted, Actor.System)).Error?.Code);
        var key = cluster.Grains.ApiKey(organization: null, id);
        await key.Make(wanted, DateTimeOffset.UtcNow, Actor.System);
        Assert.Equal(ErrorCode.ApiKeyNotFound, (await key.Get()).Error?.Code);
        Assert.Equal(ErrorCode.ApiKeyNotFound, (await key.Reveal(wanted.IssuedBy)).Error?.Code);
    }

    [Fact]
    public async Task Before_it_is_revealed_a_key_admits_nobody()
    {
        var (key, _, _) = await Make();

        Assert.Null(await key.Admit(""));
        Assert.Null(await key.Admit(IssuedSecret.HashOf("")));
        Assert.Null(await key.AdmitToken(1));
        Assert.Null(await key.AdmitToken(0));
    }

    [Fact]
    public async Task Its_last_use_is_stored_and_its_text_is_not()
    {
        var (key, id, command) = await Make();
        var text = (await key.Reveal(command)).Value!.Key!;
        Assert.Null((await key.Get()).Value!.LastUsedAt);

        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Admit(key, text)));

        Assert.NotNull((await key.Get()).Value!.LastUsedAt);
        await Eventually.True(async () => (await cluster.Grains.Lists().ApiKeys(organization: null, null, 500)).Items.Single(one => one.Id == id).LastUsedAt is not null);
        var record = await cluster.Store.Read(new RecordKey("api-key/platform", id.Value), TestContext.Current.CancellationToken);
        var json = System.Text.Encoding.UTF8.GetString(record!.Body.Span);
        Assert.DoesNotContain(text[^30..], json, StringComparison.Ordinal);
        Assert.Contains(IssuedSecret.HashOf(text), json, StringComparison.Ordinal);
    }

    private static async Task<AdmittedApiKey?> Admit(IApiKeyGrain key, string text) => await key.Admit(IssuedSecret.HashOf(text));

    private static NewApiKey New(ApiKeyId id, Guid command) => new() { Id = id, Name = "Key", Scopes = ["access:read"], IssuedBy = command };

    private static CreateApiKey Create(OrganizationId organization, UserId user)
        => new() { Organization = organization, Name = "Key", Scopes = ["projects:read"], Actor = Actor.User(user) };

    private async Task<(IApiKeyGrain Key, ApiKeyId Id, Guid Command)> Make()
    {
        var (id, command) = (TypedId.From<ApiKeyId>(Guid.CreateVersion7()), Guid.NewGuid());
        var key = cluster.Grains.ApiKey(organization: null, id);
        await key.Make(New(id, command), DateTimeOffset.UtcNow, Actor.System);
        return (key, id, command);
    }
}

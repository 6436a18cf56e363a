namespace Tenantry.Grains.Tests;

public sealed class ApiKeyFaultTests
{
    [Fact]
    public async Task Doubled_registers_on_a_faulty_store_never_overshoot_and_lose_no_key()
    {
        await using var twins = await TwinClusters.Start();
        var tenant = await twins[0].Tenant();
        var organization = tenant.Organization.Id;
        twins.Store.Begin(seed: 4);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 140).Select(i => Attempt(twins[i % 2], organization, tenant.User.Id)));
        await twins.Settle();

        var listed = (await twins[0].Lists().ApiKeys(organization, null, 500)).Items;
        var register = GrainJson.Read<Record<ApiKeysState>>(
            (await twins.Store.Read(new RecordKey($"api-keys/{organization}", ""), TestContext.Current.CancellationToken))!.Body).State;
        Assert.InRange(register.Keys.Length, 1, IApiKeysGrain.Most);
        Assert.Equal(register.Keys.OrderBy(key => key.Value, StringComparer.Ordinal), listed.Select(key => key.Id));
        // Whoever was shown a key can use it.
        foreach (var shown in outcomes.OfType<ApiKeyView>())
        {
            Assert.True(ApiKeyText.TryParse(shown.Key, out var text));
            Assert.NotNull(await twins[0].ApiKey(organization, shown.Id).Admit(text.Hash));
        }
    }

    private static async Task<object?> Attempt(IGrainFactory grains, OrganizationId organization, UserId user)
    {
        try
        {
            return (await grains.Commands().Run(
                new CreateApiKey { Organization = organization, Name = "Key", Scopes = ["projects:read"], Actor = Actor.User(user) })).Value;
        }
        catch (Exception exception) when (exception is StoreUnavailableException or TimeoutException or OrleansException)
        {
            return null;
        }
    }
}

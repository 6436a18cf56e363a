namespace Tenantry.Grains;

internal sealed partial class CommandRunner
{
    private async Task<Result<ApiKeyView>> Run(CreateApiKey create, CommandIds ids)
    {
        var rules = new FieldRules();
        var name = rules.Line("name", create.Name);
        var scopes = ApiKeyRules.Scopes(rules, create.Scopes, platform: create.Organization is null);
        ApiKeyRules.CheckRequests(rules, create.RequestsPerMinute);
        if (create.ExpiresAt <= time.GetUtcNow())
            rules.Break("expiresAt", "must be in the future");
        if (rules.AreBroken) return rules.ToError();

        var id = ids.For<ApiKeyId>("api key");
        var keys = grains.ApiKeys(create.Organization);
        var made = await Settled(
            await keys.Create(
                new NewApiKey
                {
                    Id = id,
                    Name = name,
                    Scopes = scopes,
                    ExpiresAt = create.ExpiresAt,
                    RequestsPerMinute = create.RequestsPerMinute,
                    IssuedBy = ids.Seed,
                },
                create.Actor),
            keys.Settled);
        return made.Succeeded ? await grains.ApiKey(create.Organization, id).Reveal(ids.Seed) : made.Error;
    }

    private async Task<Result<ApiKeyView>> Run(RotateApiKey rotate, CommandIds ids)
    {
        var rules = new FieldRules();
        var overlap = ApiKeyRules.Overlap(rules, rotate.OverlapSeconds);
        return rules.AreBroken ? rules.ToError() : await grains.ApiKey(rotate.Organization, rotate.Key).Rotate(ids.Seed, overlap, rotate.Actor);
    }

    private async Task<Result<Done>> Run(RevokeApiKey revoke)
    {
        var keys = grains.ApiKeys(revoke.Organization);
        return await Settled(await keys.Revoke(revoke.Key, revoke.Actor), keys.Settled);
    }
}

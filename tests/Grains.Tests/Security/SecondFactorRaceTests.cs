using OtpNet;

namespace Tenantry.Grains.Tests;

public sealed class SecondFactorRaceTests(ClusterFixture cluster)
{
    [Fact]
    public async Task A_code_that_comes_a_hundred_times_at_once_signs_in_once()
    {
        var user = (await cluster.Grains.Tenant()).User.Id;
        var (seed, recovery) = await SwitchOn(cluster.Grains, user, DateTimeOffset.UtcNow);
        var silos = cluster.Silos.ToArray();

        foreach (var proof in (SecondFactorProof[])[new(Code(seed, DateTimeOffset.UtcNow), null), new(null, recovery)])
        {
            var rulings = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => silos[i % silos.Length].SignIn(user, proof)));

            Assert.Single(rulings, SignInRuling.AdmittedWithSecondFactor);
            Assert.Equal(99, rulings.Count(ruling => ruling == SignInRuling.SecondFactorWrong));
        }
    }

    [Fact]
    public async Task An_account_that_is_active_twice_accepts_a_code_once()
    {
        await using var twins = await TwinClusters.Start();
        var user = (await twins[0].Tenant()).User.Id;
        var (seed, _) = await SwitchOn(twins[0], user, twins.Clock.GetUtcNow());
        // Both remember the time before the code was used.
        Assert.All(await Task.WhenAll(twins[0].User(user).GetSecondFactor(), twins[1].User(user).GetSecondFactor()), view => Assert.True(view.Value!.Enabled));
        var proof = new SecondFactorProof(Code(seed, twins.Clock.GetUtcNow()), null);

        var rulings = await Task.WhenAll(Enumerable.Range(0, 20).Select(async i =>
        {
            try
            {
                return await twins[i % 2].User(user).SignIn(twins.Clock.GetUtcNow(), proof);
            }
            catch (StoreUnavailableException)
            {
                return SignInRuling.Refused;
            }
        }));

        Assert.Single(rulings, SignInRuling.AdmittedWithSecondFactor);
    }

    [Fact]
    public async Task Without_a_proof_nobody_switches_a_users_factor_off()
    {
        var user = (await cluster.Grains.Tenant()).User.Id;
        var (_, recovery) = await SwitchOn(cluster.Grains, user, DateTimeOffset.UtcNow);
        var account = cluster.Grains.User(user);

        Assert.Equal(ErrorCode.CodeInvalid, (await account.RemoveSecondFactor(proof: null, Actor.System)).Error?.Code);
        Assert.True((await account.GetSecondFactor()).Value!.Enabled);

        Assert.True((await account.RemoveSecondFactor(new(null, recovery), Actor.System)).Succeeded);
        Assert.False((await account.GetSecondFactor()).Value!.Enabled);
    }

    private static async Task<(string Seed, string Recovery)> SwitchOn(IGrainFactory grains, UserId user, DateTimeOffset now)
    {
        var seed = (await grains.User(user).EnrolSecondFactor()).Value!.Secret!;
        var codes = await grains.User(user).ConfirmSecondFactor(Code(seed, now.AddSeconds(-30)));
        return (seed, codes.Value!.Codes[0]);
    }

    private static string Code(string seed, DateTimeOffset at) => new Totp(Base32Encoding.ToBytes(seed)).ComputeTotp(at.UtcDateTime);
}

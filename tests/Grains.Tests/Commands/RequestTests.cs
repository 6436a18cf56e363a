using System.Diagnostics;

namespace Tenantry.Grains.Tests;

public sealed class RequestTests
{
    [Fact]
    public async Task A_key_retried_until_it_is_answered_makes_one_tenant_whatever_goes_wrong()
    {
        await using var twins = await TwinClusters.Start();
        var requests = Enumerable.Range(0, 30).Select(_ => Make.SignUp()).ToArray();
        twins.Store.Begin(seed: 7);

        var signups = await Task.WhenAll(requests.Select(request => RetryUntilAnswered(twins, request)));
        await twins.Settle();

        Assert.Equal(requests.Length, signups.Select(signup => signup.Organization.Id).Distinct().Count());
        for (var i = 0; i < requests.Length; i++)
        {
            var replay = await RetryUntilAnswered(twins, requests[i]);
            Assert.Equal(signups[i].Organization.Id, replay.Organization.Id);
            Assert.Equal(signups[i].Project.Environments[0].Key, replay.Project.Environments[0].Key);
            var claim = GrainJson.Read<Record<ClaimState>>((await twins.Store.Read(
                new RecordKey($"claim/{GrainKeys.EmailClaimKey(requests[i].Email)}", ""), TestContext.Current.CancellationToken))!.Body).State;
            Assert.Equal((signups[i].Organization.Id.Value, true), (claim.Attempt, claim.Confirmed));
        }
    }

    [Fact]
    public async Task A_key_is_forgotten_after_a_day()
    {
        await using var twins = await TwinClusters.Start();
        var first = Make.SignUp();
        var key = Make.Unique();
        await twins[0].Request("public", "POST /v1/signups", key).Run(first);
        var record = new RecordKey($"request/public:POST%20%2Fv1%2Fsignups:{key}", "");
        Assert.NotNull(await twins.Store.Read(record, TestContext.Current.CancellationToken));

        twins.Clock.Advance(TimeSpan.FromHours(25));

        await Eventually.True(async () => await twins.Store.Read(record) is null);
    }

    [Fact]
    public async Task A_sign_up_refused_for_a_pending_name_succeeds_with_its_key_once_the_name_is_free()
    {
        await using var twins = await TwinClusters.Start();
        var request = Make.SignUp(slug: Make.Unique());
        var dead = TypedId.From<OrganizationId>(Guid.CreateVersion7());
        await twins[0].SlugClaim(request.Slug!).Take(dead.Value, dead.Value);

        var refused = await twins[0].Request("public", "POST /v1/signups", request.Email).Run(request);
        twins.Clock.Advance(TimeSpan.FromSeconds(11));
        var retried = await twins[0].Request("public", "POST /v1/signups", request.Email).Run(request);

        Assert.Equal(ErrorCode.SlugTaken, refused.Error!.Code);
        Assert.NotNull(refused.Error.RetryAfter);
        Assert.IsType<SignupView>(retried.Value);
    }

    private static async Task<SignupView> RetryUntilAnswered(TwinClusters twins, SignUp request)
    {
        var started = Stopwatch.GetTimestamp();
        for (var i = 0; Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(60); i++)
        {
            try
            {
                var outcome = await twins[i % 2].Request("public", "POST /v1/signups", request.Email).Run(request);
                if (outcome.Value is SignupView signup)
                    return signup;
                Assert.NotNull(outcome.Error!.RetryAfter);
            }
            catch (StoreUnavailableException)
            {
                // What a client answers to 503: it comes back.
            }

            twins.Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(20);
        }

        throw new TimeoutException($"{request.Email} was never answered.");
    }
}

namespace Tenantry.Grains.Tests;

/// <summary>Accounts change addresses, are used, and end, while writes fail and every grain may be active twice.</summary>
public sealed class EmailChaosTests
{
    private const int Accounts = 8;
    private const int Steps = 60;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task No_address_ever_has_two_owners_and_none_is_lost(int seed)
    {
        await using var twins = await TwinClusters.Start();
        var random = new Random(seed);
        var signups = new List<SignupView>();
        for (var i = 0; i < Accounts; i++)
            signups.Add(await twins[0].Tenant());
        var emails = signups.Select(signup => signup.User.Email).Concat(Enumerable.Range(0, 3).Select(_ => Inviting.Email())).ToArray();

        twins.Store.Begin(seed);
        var steps = Enumerable.Range(0, Steps).Select(_ => (Twin: random.Next(2), User: random.Next(Accounts), Email: random.Next(emails.Length), Kind: random.Next(8))).ToArray();
        var used = new HashSet<UserId>();
        var changed = 0;
        foreach (var batch in steps.Chunk(6))
        {
            await Task.WhenAll(batch.Select(async step =>
            {
                var (grains, user) = (twins[step.Twin], signups[step.User].User.Id);
                try
                {
                    if (step.Kind == 0 && await grains.User(user).SignIn(twins.Clock.GetUtcNow(), null) == SignInRuling.Admitted)
                    {
                        lock (used)
                            used.Add(user);
                    }
                    else if (step.Kind > 0 && await Change(twins, grains, user, emails[step.Email]))
                    {
                        Interlocked.Increment(ref changed);
                    }
                }
                catch (Exception)
                {
                    // What a client sees of a store that fails is an error, whatever it is; what counts is what is there afterwards.
                }
            }));
            twins.Clock.Advance(TimeSpan.FromSeconds(random.Next(15)));
        }

        await twins.Settle();
        Assert.True(changed > 0);

        var states = new Dictionary<UserId, UserState>();
        foreach (var signup in signups)
            states.Add(signup.User.Id, await Stored(twins, signup.User.Id));
        Assert.All(used, user => Assert.True(states[user].Created, "An account that was signed in to has yielded."));
        TestContext.Current.TestOutputHelper?.WriteLine($"{changed} changes, {used.Count} used, {states.Count(state => !state.Value.Created)} yielded.");
        var living = states.Where(state => state.Value.Created).ToArray();
        Assert.Distinct(living.Select(state => state.Value.EmailKey()));
        Assert.All(states.Values.Where(state => !state.Created), state => Assert.Equal(AccountEnd.Yielded, state.Ended));
        foreach (var (id, state) in living)
        {
            var claim = await StoredClaim(twins, state.EmailClaim());
            Assert.True(claim is { Confirmed: true } && claim.Owner == id.Value && claim.Wish == state.EmailWish);
            Assert.False(state.IsMoving(out _));
        }

        foreach (var email in emails.Where(email => living.All(state => state.Value.Email != email)))
        {
            // A claim that nobody confirmed is challenged, and nobody says that it is theirs.
            var claim = await StoredClaim(twins, GrainKeys.EmailClaimKey(email));
            Assert.False(claim is { Confirmed: true }, $"{email} is lost");
        }
    }

    // As a client does that gets an error: it tries again, a few times.
    private static async Task<bool> Change(TwinClusters twins, IGrainFactory grains, UserId user, string email)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await TryChange(twins, grains, user, email);
            }
            catch (Exception) when (attempt < 6)
            {
                // What failed may have been done all the same.
            }
        }
    }

    private static async Task<bool> TryChange(TwinClusters twins, IGrainFactory grains, UserId user, string email)
        => (await grains.User(user).AskEmailChange(email)).Succeeded
            && await grains.User(user).IssueProof(ProofPurpose.ChangeEmail, (await Stored(twins, user)).Order) is { } proof
            && (await grains.ConfirmEmail(proof.Token)).Error is null;

    private static async Task<UserState> Stored(TwinClusters twins, UserId id)
        => GrainJson.Read<Record<UserState>>((await twins.Store.Read(RecordKey.Of(twins[0].User(id).GetGrainId())))!.Body).State;

    private static async Task<ClaimState?> StoredClaim(TwinClusters twins, string key)
        => await twins.Store.Read(new RecordKey($"claim/{key}", "")) is { Body.IsEmpty: false } record
            ? GrainJson.Read<Record<ClaimState>>(record.Body).State
            : null;
}

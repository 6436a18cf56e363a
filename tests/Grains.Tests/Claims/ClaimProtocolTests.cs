using CsCheck;

namespace Tenantry.Grains.Tests;

public sealed class ClaimProtocolTests
{
    private const int Names = 8;
    private const int Signups = 40;
    private const int Changers = 6;
    private const int Changes = 10;

    [Fact]
    public async Task No_name_ever_has_two_owners_and_none_is_lost_whatever_goes_wrong()
    {
        await using var twins = await TwinClusters.Start();

        await Gen.Int[0, int.MaxValue].SampleAsync(seed => Attack(twins, seed), iter: 8, threads: 1);
    }

    private static async Task Attack(TwinClusters twins, int seed)
    {
        var random = new Random(seed);
        var run = Make.Unique();
        var emails = Enumerable.Range(0, Names).Select(i => $"{i}.{run}@example.com").ToArray();
        var slugs = Enumerable.Range(0, Names).Select(i => $"{run}-{i}").ToArray();

        var tokens = await Invite(twins, emails);

        twins.Store.Begin(seed);
        var attempts = new List<Task<SignupView?>>();
        var invited = new List<Task<JoinedView?>>();
        for (var i = 0; i < Signups; i++)
        {
            var request = Make.SignUp(emails[random.Next(Names)], random.Next(4) == 0 ? null : slugs[random.Next(Names)], name: run);
            var key = random.Next(2) == 0 ? $"{run} {i}" : null;
            if (random.Next(3) > 0)
                attempts.Add(Try<SignupView>(twins[random.Next(2)], request, key));
            else
                invited.Add(Try<JoinedView>(twins[random.Next(2)], new AcceptInvitationAsNewUser { Token = tokens[request.Email], Password = Make.Password }, key));
            if (random.Next(3) == 0)
                twins.Clock.Advance(TimeSpan.FromSeconds(random.Next(15)));
            if (random.Next(3) == 0)
                await Task.Delay(random.Next(10));
        }

        var acknowledged = (await Task.WhenAll(attempts)).OfType<SignupView>().ToArray();
        var joined = (await Task.WhenAll(invited)).OfType<JoinedView>().ToArray();
        var changed = await ChangeSlugs(twins, seed, acknowledged, slugs, run);
        await twins.Settle();

        var organizations = await Organizations(twins, run);
        Assert.Equal(organizations.Count, organizations.Values.Select(state => state.Slug).Distinct().Count());
        Assert.Equal(organizations.Count, organizations.Values.Select(state => state.FounderEmail).Distinct().Count());
        Assert.All(acknowledged, signup => Assert.Contains(signup.Organization.Id, organizations));
        Assert.All(changed, view => Assert.Contains(view.Slug, Slugs(organizations[view.Id])));
        Assert.Distinct(organizations.Values.SelectMany(Slugs));
        foreach (var (id, state) in organizations)
        {
            var email = await StoredClaim(twins, GrainKeys.EmailClaimKey(state.FounderEmail));
            Assert.True(email.Confirmed && email.Attempt == id.Value);
            Assert.DoesNotContain(state.Names, name => name.Status == NameStatus.Wanted);
            foreach (var slug in Slugs(state))
                Assert.True(await StoredClaim(twins, GrainKeys.SlugClaimKey(slug)) is { Confirmed: true } claim && claim.Attempt == id.Value);
            Assert.NotNull(await twins.Store.Read(RecordKey.Of(twins[0].User(UserId.Wrap(email.Owner)).GetGrainId())));
            Assert.NotNull(await twins.Store.Read(new RecordKey($"membership/{id}", email.Owner)));
            Assert.Single(await twins.Store.ReadPartition($"project/{id}", null, 10));
            var entry = await twins.Store.Read(new RecordKey("directory/organizations", id.Value));
            Assert.Equal(state.Slug, GrainJson.Read<DirectoryRecord>(entry!.Body).Entry.Slug);
        }

        var users = await Users(twins, emails);
        Assert.Equal(users.Count, users.Values.Select(state => state.Email).Distinct().Count());
        Assert.All(joined, view => Assert.Contains(view.Member.Id, users));
        foreach (var (id, state) in users)
        {
            var claim = await StoredClaim(twins, GrainKeys.EmailClaimKey(state.Email));
            Assert.True(claim.Confirmed && claim.Owner == id.Value);
        }

        foreach (var email in emails)
            await OwnedOrFree(twins, Make.SignUp(email, name: run), users.Values.Any(state => state.Email == email), ErrorCode.EmailTaken);
        foreach (var slug in slugs)
            await OwnedOrFree(twins, Make.SignUp(slug: slug, name: run), organizations.Values.Any(state => Slugs(state).Contains(slug)), ErrorCode.SlugTaken);
    }

    /// <summary>The organizations that exist by then take each other's slugs, while others still sign up with them.</summary>
    private static async Task<OrganizationView[]> ChangeSlugs(TwinClusters twins, int seed, SignupView[] signups, string[] slugs, string run)
    {
        if (signups.Length == 0)
            return [];

        var changed = await Task.WhenAll(Enumerable.Range(1, Changers).Select(async changer =>
        {
            var random = new Random(seed + changer);
            var views = new List<OrganizationView>();
            for (var i = 0; i < Changes; i++)
            {
                var (cluster, slug) = (twins[random.Next(2)], slugs[random.Next(Names)]);
                if (random.Next(6) == 0)
                    await Try<SignupView>(cluster, Make.SignUp(slug: slug, name: run), key: null);
                else if (await TryChange(cluster, signups[random.Next(signups.Length)].Organization.Id, slug) is { } view)
                    views.Add(view);
                if (random.Next(6) == 0)
                    twins.Clock.Advance(TimeSpan.FromSeconds(random.Next(15)));
            }

            return views;
        }));
        return [.. changed.SelectMany(views => views)];
    }

    private static IEnumerable<string> Slugs(OrganizationState state) => [state.Slug, .. state.FormerSlugs().Select(name => name.Text)];

    private static async Task<OrganizationView?> TryChange(IGrainFactory grains, OrganizationId organization, string slug)
    {
        try
        {
            return (await grains.ChangeSlug(organization, slug)).Value as OrganizationView;
        }
        catch (Exception)
        {
            return null;
        }
    }

    private static async Task<Dictionary<string, string>> Invite(TwinClusters twins, string[] emails)
    {
        var organization = await twins[0].OrganizationOf(seats: 100);
        var tokens = new Dictionary<string, string>();
        foreach (var email in emails)
            tokens.Add(email, (await twins[0].Invited(organization, email)).Token!);
        return tokens;
    }

    // What a client sees of a store that fails is an error, whatever it is; what counts is what is there afterwards.
    private static async Task<T?> Try<T>(IGrainFactory grains, Command request, string? key)
        where T : class
    {
        try
        {
            var outcome = key is null
                ? await grains.Commands().Run(request)
                : await grains.Request("public", $"POST {request}", key).Run(request);
            return outcome.Value as T;
        }
        catch (Exception)
        {
            return null;
        }
    }

    private static async Task OwnedOrFree(TwinClusters twins, SignUp request, bool owned, ErrorCode refusal)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (true)
        {
            deadline.Token.ThrowIfCancellationRequested();
            try
            {
                var outcome = await twins[0].Commands().Run(request);
                if (outcome.Error is { RetryAfter: null } error)
                {
                    Assert.True(owned, $"{request.Email} {request.Slug} is lost: {error.Code}");
                    Assert.Equal(refusal, error.Code);
                    return;
                }

                if (outcome.Error is null)
                {
                    Assert.False(owned, $"{request.Email} {request.Slug} has a second owner");
                    return;
                }
            }
            catch (StoreUnavailableException)
            {
                // The activation's memory was out of date, since the other cluster wrote; the next one reloads.
            }

            twins.Clock.Advance(TimeSpan.FromSeconds(5));
        }
    }

    private static async Task<Dictionary<OrganizationId, OrganizationState>> Organizations(TwinClusters twins, string name)
    {
        var organizations = new Dictionary<OrganizationId, OrganizationState>();
        await foreach (var record in twins.Store.Scan())
        {
            if (!record.Key.Partition.StartsWith("organization/", StringComparison.Ordinal))
                continue;
            var state = GrainJson.Read<Record<OrganizationState>>(record.Body).State;
            if (state.Exists() && state.Name == name)
                organizations.Add(OrganizationId.Parse(record.Key.Partition["organization/".Length..], null), state);
        }

        return organizations;
    }

    private static async Task<Dictionary<UserId, UserState>> Users(TwinClusters twins, string[] emails)
    {
        var users = new Dictionary<UserId, UserState>();
        await foreach (var record in twins.Store.Scan())
        {
            if (!record.Key.Partition.StartsWith("user/", StringComparison.Ordinal))
                continue;
            var state = GrainJson.Read<Record<UserState>>(record.Body).State;
            if (state.Created && emails.Contains(state.Email))
                users.Add(UserId.Parse(record.Key.Key, null), state);
        }

        return users;
    }

    private static async Task<ClaimState> StoredClaim(TwinClusters twins, string key)
    {
        var record = await twins.Store.Read(new RecordKey($"claim/{key}", ""));
        Assert.NotNull(record);
        return GrainJson.Read<Record<ClaimState>>(record.Body).State;
    }
}

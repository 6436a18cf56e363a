using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Tenantry.Identity.Tests;

public sealed class KeyRingTests(SiloFixture silo)
{
    private static readonly (string Setting, string Value) OneIssuer = ("Tenantry:Issuer", "https://id.example.com");

    [Fact]
    public async Task A_restart_keeps_the_keys_and_every_token()
    {
        var store = silo.NewStore();
        var account = await silo.SignUp();
        TokenAnswer tokens;
        string keys;
        await using (var before = await IdentityHost.Start(silo, store, OneIssuer))
        {
            tokens = await before.LogIn(account);
            keys = (await before.Json("/.well-known/jwks.json")).GetRawText();
        }

        await using var after = await IdentityHost.Start(silo, store, OneIssuer);

        Assert.Equal(keys, (await after.Json("/.well-known/jwks.json")).GetRawText());
        Assert.Equal(HttpStatusCode.OK, (await after.Who($"Bearer {tokens.AccessToken}")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await after.Refresh(tokens.RefreshToken)).Status);
    }

    [Fact]
    public async Task Silos_that_start_at_once_agree_on_one_key()
    {
        var store = silo.NewStore();
        var hosts = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => IdentityHost.Start(silo, store, OneIssuer)));

        var keys = await Task.WhenAll(hosts.Select(async host => (await host.Json("/.well-known/jwks.json")).GetRawText()));

        Assert.Single(keys.Distinct());
        Assert.Single((await hosts[0].Json("/.well-known/jwks.json")).GetProperty("keys").EnumerateArray());
        foreach (var host in hosts)
            await host.DisposeAsync();
    }

    [Fact]
    public async Task Rotation_under_load_refuses_no_token_on_any_silo()
    {
        var store = silo.NewStore();
        var account = await silo.SignUp();
        await using var first = await IdentityHost.Start(silo, store, OneIssuer);
        await using var second = await IdentityHost.Start(silo, store, OneIssuer);
        using var stop = new CancellationTokenSource();
        var refused = 0;
        var accepted = 0;
        var load = Enumerable.Range(0, 4).Select(_ => Load()).ToArray();

        for (var rotation = 0; rotation < 5; rotation++)
        {
            var before = Volatile.Read(ref accepted);
            await (rotation % 2 == 0 ? first : second).Keys.Rotate(TimeSpan.Zero);
            while (Volatile.Read(ref accepted) < before + 40)
                await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        await stop.CancelAsync();
        await Task.WhenAll(load);
        Assert.Equal(0, refused);
        Assert.Equal(6, (await first.Json("/.well-known/jwks.json")).GetProperty("keys").GetArrayLength());

        async Task Load()
        {
            var tokens = await first.LogIn(account);
            while (!stop.IsCancellationRequested)
            {
                foreach (var host in new[] { second, first })
                {
                    using var who = await host.Who($"Bearer {tokens.AccessToken}");
                    Interlocked.Increment(ref who.StatusCode == HttpStatusCode.OK ? ref accepted : ref refused);
                    tokens = await host.Refresh(tokens.RefreshToken);
                    if (tokens.Status != HttpStatusCode.OK)
                        Interlocked.Increment(ref refused);
                }
            }
        }
    }

    [Fact]
    public async Task A_refresh_token_of_a_key_that_another_silo_has_just_made_is_good()
    {
        var store = silo.NewStore();
        var account = await silo.SignUp();
        await using var first = await IdentityHost.Start(silo, store, OneIssuer);
        await using var second = await IdentityHost.Start(silo, store, OneIssuer);
        Assert.Equal(1, await Published(second));

        await first.Keys.Rotate(TimeSpan.Zero);
        var tokens = await first.LogIn(account);

        Assert.Equal(HttpStatusCode.OK, (await second.Refresh(tokens.RefreshToken)).Status);
    }

    [Fact]
    public async Task A_new_key_is_published_before_it_signs_and_the_old_one_until_its_last_token_has_expired()
    {
        await using var host = await IdentityHost.Start(silo, silo.NewStore(), OneIssuer);
        var account = await silo.SignUp();
        var old = Kid(await host.LogIn(account));

        await host.Keys.Rotate(TimeSpan.FromHours(1));
        Assert.Equal(old, Kid(await host.LogIn(account)));
        Assert.Equal(2, await Published(host));

        silo.Clock.Advance(TimeSpan.FromHours(1));
        var last = await host.LogIn(account);
        Assert.NotEqual(old, Kid(last));
        Assert.Equal(2, await Published(host));

        silo.Clock.Advance(TimeSpan.FromMinutes(30));
        Assert.Equal(1, await Published(host));
        Assert.Equal(HttpStatusCode.OK, (await host.Refresh(last.RefreshToken)).Status);
    }

    [Fact]
    public async Task A_key_is_replaced_after_90_days_and_deleted_when_no_refresh_token_of_it_is_left()
    {
        var store = silo.NewStore();
        await using var host = await IdentityHost.Start(silo, store, OneIssuer);
        var account = await silo.SignUp();
        var old = Kid(await host.LogIn(account));

        silo.Clock.Advance(TimeSpan.FromDays(90));
        var tokens = await host.LogIn(account);
        Assert.Equal(old, Kid(tokens));
        Assert.Equal(2, await Published(host));

        silo.Clock.Advance(TimeSpan.FromDays(1.5));
        tokens = await host.Refresh(tokens.RefreshToken);
        Assert.NotEqual(old, Kid(tokens));
        Assert.Equal(HttpStatusCode.OK, (await host.Who($"Bearer {tokens.AccessToken}")).StatusCode);

        silo.Clock.Advance(TimeSpan.FromDays(31));
        await Published(host);
        Assert.Equal(1, await Stored(store));
    }

    [Fact]
    public async Task A_token_of_a_retired_key_is_refused_even_if_its_verification_was_remembered()
    {
        await using var host = await IdentityHost.Start(silo, silo.NewStore(), OneIssuer);
        var stolen = (await host.Keys.Current()).Newest;
        var user = await silo.SignUp();
        var token = new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            TokenType = "at+jwt",
            Issuer = OneIssuer.Value,
            Audience = "tenantry",
            IssuedAt = silo.Clock.GetUtcNow().UtcDateTime,
            NotBefore = silo.Clock.GetUtcNow().UtcDateTime,
            Expires = silo.Clock.GetUtcNow().UtcDateTime.AddYears(10),
            Claims = new Dictionary<string, object> { ["sub"] = user.Id, ["sid"] = TypedId.From<SessionId>(Guid.CreateVersion7()).Value },
            SigningCredentials = stolen.Signing,
        });
        await host.Keys.Rotate(TimeSpan.Zero);
        silo.Clock.Advance(TimeSpan.FromMinutes(20));
        Assert.Equal(HttpStatusCode.OK, (await host.Who($"Bearer {token}")).StatusCode);

        silo.Clock.Advance(TimeSpan.FromMinutes(6));

        Assert.Equal(HttpStatusCode.Unauthorized, (await host.Who($"Bearer {token}")).StatusCode);
    }

    [Fact]
    public async Task A_flood_of_made_up_keys_reads_the_store_a_few_times_only()
    {
        var store = new CountingStore(silo.NewStore());
        await using var host = await IdentityHost.Start(silo, store, OneIssuer);
        var good = (await host.LogIn(await silo.SignUp())).AccessToken;
        var parts = good.Split('.');
        var before = store.Reads;
        var began = TimeProvider.System.GetTimestamp();

        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(async i =>
        {
            var header = Base64UrlEncoder.Encode($"{{\"alg\":\"ES256\",\"typ\":\"at+jwt\",\"kid\":\"{i}\"}}");
            using var who = await host.Who($"Bearer {header}.{parts[1]}.{parts[2]}");
            return who.StatusCode;
        }));

        Assert.All(answers, status => Assert.Equal(HttpStatusCode.Unauthorized, status));
        Assert.InRange(store.Reads - before, 1, 2 + (int)(TimeProvider.System.GetElapsedTime(began) / TimeSpan.FromMilliseconds(100)));
    }

    [Fact]
    public async Task While_the_store_is_down_known_keys_keep_working_and_unknown_ones_are_no_401()
    {
        var store = new CountingStore(silo.NewStore());
        await using var host = await IdentityHost.Start(silo, store, OneIssuer);
        var tokens = await host.LogIn(await silo.SignUp());
        var parts = tokens.AccessToken.Split('.');
        var header = Base64UrlEncoder.Encode("{\"alg\":\"ES256\",\"typ\":\"at+jwt\",\"kid\":\"another\"}");
        store.IsDown = true;
        silo.Clock.Advance(TimeSpan.FromMinutes(2));

        Assert.Equal(HttpStatusCode.OK, (await host.Who($"Bearer {tokens.AccessToken}")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await host.Refresh(tokens.RefreshToken)).Status);
        // Nothing maps the exception in this host; the API turns it into 503.
        Assert.Equal(HttpStatusCode.InternalServerError, (await host.Who($"Bearer {header}.{parts[1]}.{parts[2]}")).StatusCode);
    }

    [Fact]
    public async Task Without_a_store_the_token_endpoint_says_503_in_its_own_form()
    {
        await using var host = await IdentityHost.Start(silo, new CountingStore(silo.NewStore()) { IsDown = true }, OneIssuer);

        var answer = await host.LogIn(await silo.SignUp());

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "temporarily_unavailable"), (answer.Status, answer.Error));
        Assert.Equal("no-store", answer.Headers.CacheControl?.ToString());
        Assert.Equal(TimeSpan.FromSeconds(1), answer.Headers.RetryAfter?.Delta);
    }

    private static string Kid(TokenAnswer answer) => new JsonWebToken(answer.AccessToken).Kid;

    private static async Task<int> Published(IdentityHost host) => (await host.Json("/.well-known/jwks.json")).GetProperty("keys").GetArrayLength();

    private static async Task<int> Stored(IRecordStore store) => await store.Scan().CountAsync();
}

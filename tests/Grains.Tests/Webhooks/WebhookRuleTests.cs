using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Text;

namespace Tenantry.Grains.Tests;

public sealed class WebhookRuleTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Fact]
    public void Ten_attempts_are_made_by_the_schedule_each_up_to_a_fifth_sooner()
    {
        TimeSpan[] waits =
        [
            TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(5),
            TimeSpan.FromHours(10), TimeSpan.FromHours(14), TimeSpan.FromHours(20), TimeSpan.FromHours(24),
        ];
        foreach (var (index, wait) in waits.Index())
        {
            var taken = Enumerable.Range(0, 200).Select(_ => RetrySchedule.Webhooks.After(index + 1)!.Value).ToArray();
            Assert.All(taken, one => Assert.InRange(one, wait * 0.8, wait));
            Assert.True(taken.Distinct().Count() > 100);
        }

        Assert.Null(RetrySchedule.Webhooks.After(waits.Length + 1));
    }

    [Fact]
    public void The_circuit_opens_after_five_failures_and_one_success_closes_it()
    {
        var health = new WebhookHealth();
        for (var failure = 1; failure < 5; failure++)
        {
            health = health.Fail(Now, 500, null, scale: 1);
            Assert.False(health.IsOpen() || health.Rests(Now));
        }

        health = health.Fail(Now.AddMinutes(1), 500, null, scale: 1);
        Assert.True(health.IsOpen());
        Assert.Equal((Now, Now.AddSeconds(90)), (health.FailingSince, health.RestUntil));
        for (var more = 0; more < 10; more++)
            health = health.Fail(Now, null, null, scale: 1);
        Assert.Equal(Now.AddMinutes(10), health.RestUntil);
    }

    [Theory]
    [InlineData(429, null, 5)]
    [InlineData(502, null, 5)]
    [InlineData(504, null, 5)]
    [InlineData(429, 60, 60)]
    [InlineData(503, 7, 7)]
    [InlineData(500, null, 0)]
    [InlineData(503, 1_000_000, 86_400)]
    public void A_receiver_is_left_alone_for_as_long_as_it_asks_within_bounds(int status, int? asked, int rests)
    {
        var health = new WebhookHealth().Fail(Now, status, asked is { } seconds ? TimeSpan.FromSeconds(seconds) : null, scale: 1);
        Assert.Equal(rests == 0 ? null : Now.AddSeconds(rests), health.RestUntil);
    }

    [Fact]
    public void An_endpoint_is_given_up_after_five_days_of_nothing_but_failure()
    {
        var health = new WebhookHealth().Fail(Now, 500, null, scale: 1);
        Assert.False(health.IsHopeless(Now.AddDays(5).AddTicks(-1)));
        Assert.True(health.IsHopeless(Now.AddDays(5)));
        Assert.False(new WebhookHealth().IsHopeless(DateTimeOffset.MaxValue));
    }

    // The example of the specification's own libraries.
    [Fact]
    public void A_signature_is_as_Standard_Webhooks_has_it()
    {
        var key = Convert.FromBase64String("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
        var at = DateTimeOffset.FromUnixTimeSeconds(1_614_265_330);
        var body = Encoding.UTF8.GetBytes("""{"test": 2432232314}""");
        var signature = WebhookSignature.Of("msg_p5jXN8AQM9LWM0D4loKWxJek", at, body, [key, key]);
        Assert.Equal("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE= v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", signature);
    }

    [Fact]
    public void The_payload_holds_all_of_the_event_and_its_place()
    {
        var log = LogId.Of(OrganizationId.Wrap("org_01k9q0z3v8e2r9x4m7c5t1b6na"));
        var happened = new TenantEvent
        {
            Id = EventId.Wrap("evt_01k9q0z3v8e2r9x4m7c5t1b6nb"),
            Type = "member.role_changed",
            OccurredAt = Now,
            CausedBy = Actor.User(UserId.Wrap("usr_01k9q0z3v8e2r9x4m7c5t1b6nc")),
            Subject = "usr_01k9q0z3v8e2r9x4m7c5t1b6nd",
            RequestId = "4bf92f3577b34da6a3ce929d0e0e4736",
            Before = ImmutableSortedDictionary<string, string?>.Empty.Add("role", "viewer"),
            After = ImmutableSortedDictionary<string, string?>.Empty.Add("role", "admin"),
        };
        var logged = new LoggedEvent { Sequence = 7, Event = happened, Hash = "", Log = log, PreviousId = EventId.Wrap("evt_01k9q0z3v8e2r9x4m7c5t1b6na") };

        Assert.Equal(
            """{"type":"member.role_changed","timestamp":"2026-01-02T03:04:05.000Z","source":"/organizations/org_01k9q0z3v8e2r9x4m7c5t1b6na","organization":"org_01k9q0z3v8e2r9x4m7c5t1b6na","sequence":7,"previousId":"evt_01k9q0z3v8e2r9x4m7c5t1b6na","data":{"actor":{"kind":"user","id":"usr_01k9q0z3v8e2r9x4m7c5t1b6nc"},"subject":"usr_01k9q0z3v8e2r9x4m7c5t1b6nd","requestId":"4bf92f3577b34da6a3ce929d0e0e4736","data":{},"before":{"role":"viewer"},"after":{"role":"admin"}}}""",
            Encoding.UTF8.GetString(WebhookPayload.Of(logged).Span));
        Assert.Contains("\"data\":{\"redacted\":true}", Encoding.UTF8.GetString(WebhookPayload.Of(logged with { IsRedacted = true }).Span), StringComparison.Ordinal);
        var staff = Encoding.UTF8.GetString(WebhookPayload.Of(logged with { Log = LogId.Operators, PreviousId = null }).Span);
        Assert.Contains("\"source\":\"/operators\",\"sequence\":7,\"previousId\":null", staff, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://example.com/hooks?a=b", null)]
    [InlineData("https://example.com:8443", null)]
    [InlineData("https://93.184.215.14/", null)]
    [InlineData("http://example.com/", "must be an https address")]
    [InlineData("ftp://example.com/", "must be an https address")]
    [InlineData("/hooks", "must be an https address")]
    [InlineData("https://", "must be an https address")]
    [InlineData("https://exa mple.com/", "must be an https address")]
    [InlineData("https://user:pass@example.com/", "must not hold a user name or a password")]
    [InlineData("https://user@example.com/", "must not hold a user name or a password")]
    [InlineData("https://example.com/#top", "must not have a fragment")]
    [InlineData("https://example.com/#", "must not have a fragment")]
    [InlineData("https://127.0.0.1/", "must not be an address of a private or special network")]
    [InlineData("https://2130706433/", "must not be an address of a private or special network")]
    [InlineData("https://0x7f.1/", "must not be an address of a private or special network")]
    [InlineData("https://169.254.169.254/latest/meta-data", "must not be an address of a private or special network")]
    [InlineData("https://[::1]/", "must not be an address of a private or special network")]
    [InlineData("https://[::ffff:10.0.0.1]/", "must not be an address of a private or special network")]
    [InlineData("https://localhost/", "must not name this machine")]
    [InlineData("https://some.localhost./", "must not name this machine")]
    public void An_endpoint_is_an_https_address_of_the_public_internet(string url, string? broken)
    {
        var rules = new FieldRules();
        WebhookRules.Url(rules, "url", url, new NetworkGuard([]));
        Assert.Equal(broken, rules.AreBroken ? rules.ToError().Fields.Single().Rule : null);
    }

    [Fact]
    public void A_network_that_the_operator_allows_can_be_called_without_tls()
    {
        var guard = new NetworkGuard([IPNetwork.Parse("10.1.0.0/16")]);
        var rules = new FieldRules();
        Assert.Equal("http://10.1.2.3:8080/hooks", WebhookRules.Url(rules, "url", "http://10.1.2.3:8080/hooks", guard));
        Assert.False(rules.AreBroken);
        WebhookRules.Url(rules, "url", "https://10.2.0.1/", guard);
        Assert.True(rules.AreBroken);
    }

    [Theory]
    [InlineData("member.added", null)]
    [InlineData("member.*", null)]
    [InlineData("member", "eventTypes.0")]
    [InlineData("member.exploded", "eventTypes.0")]
    [InlineData("memb.*", "eventTypes.0")]
    [InlineData("*", "eventTypes.0")]
    [InlineData("", "eventTypes.0")]
    [InlineData("Member.added", "eventTypes.0")]
    [InlineData("member.*.added", "eventTypes.0")]
    [InlineData("member..added", "eventTypes.0")]
    public void A_filter_names_types(string pattern, string? broken)
    {
        var rules = new FieldRules();
        WebhookRules.Types(rules, [pattern]);
        Assert.Equal(broken, rules.AreBroken ? rules.ToError().Fields.Single().Field : null);
    }

    [Theory]
    [InlineData("8.8.8.8", true)]
    [InlineData("1.1.1.1", true)]
    [InlineData("172.15.255.255", true)]
    [InlineData("172.32.0.1", true)]
    [InlineData("2606:4700:4700::1111", true)]
    [InlineData("::ffff:8.8.8.8", true)]
    [InlineData("64:ff9b::8.8.8.8", true)]
    [InlineData("2002:808:808::1", true)]
    [InlineData("0.0.0.0", false)]
    [InlineData("10.0.0.1", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("100.127.255.255", false)]
    [InlineData("127.0.0.1", false)]
    [InlineData("127.255.255.254", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("172.16.0.1", false)]
    [InlineData("172.31.255.255", false)]
    [InlineData("192.0.0.192", false)]
    [InlineData("192.168.1.1", false)]
    [InlineData("198.18.0.1", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("239.255.255.255", false)]
    [InlineData("240.0.0.1", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("::", false)]
    [InlineData("::1", false)]
    [InlineData("::127.0.0.1", false)]
    [InlineData("::ffff:127.0.0.1", false)]
    [InlineData("::ffff:169.254.169.254", false)]
    [InlineData("64:ff9b::10.0.0.1", false)]
    [InlineData("64:ff9b::a9fe:a9fe", false)]
    [InlineData("64:ff9b:1::1", false)]
    [InlineData("2002:7f00:1::1", false)]
    [InlineData("2002:a00:1::", false)]
    [InlineData("2001:0:4136:e378:8000:63bf:3fff:fdd2", false)]
    [InlineData("2001:db8::1", false)]
    [InlineData("2606:4700::5efe:10.0.0.1", false)]
    [InlineData("fc00::1", false)]
    [InlineData("fd00:ec2::254", false)]
    [InlineData("fe80::1", false)]
    [InlineData("fec0::1", false)]
    [InlineData("ff02::1", false)]
    [InlineData("::ffff:0:10.0.0.1", false)]
    [InlineData("4000::1", false)]
    public void Only_addresses_of_the_public_internet_are_public(string address, bool expected)
    {
        Assert.Equal(expected, NetworkGuard.IsPublic(IPAddress.Parse(address)));
        Assert.Equal(expected, new NetworkGuard([]).Admits(IPAddress.Parse(address)));
    }

    [Fact]
    public void What_the_operator_allows_is_let_through_and_nothing_beside_it()
    {
        var guard = new NetworkGuard([IPNetwork.Parse("10.1.0.0/16"), IPNetwork.Parse("fd00::/8")]);
        Assert.True(guard.Admits(IPAddress.Parse("10.1.2.3")) && guard.Admits(IPAddress.Parse("::ffff:10.1.2.3")) && guard.Admits(IPAddress.Parse("fd12::1")));
        Assert.False(guard.Admits(IPAddress.Parse("10.2.0.1")) || guard.Admits(IPAddress.Parse("::1")) || guard.Allows(IPAddress.Parse("8.8.8.8")));
    }

    [Theory]
    [InlineData("Authorization: Bearer abc.def.ghi", "Authorization: Bearer …")]
    [InlineData("""{"token":"s3cr3tvalue","ok":true}""", """{"token":"…","ok":true}""")]
    [InlineData("postgres://app:pass@db/x", "postgres://…@db/x")]
    [InlineData("a\0b", "a b")]
    [InlineData("", null)]
    public void What_looks_like_a_secret_is_cut_out_of_an_answer(string body, string? kept)
        => Assert.Equal(kept, ResponseText.Of(body, "v1,x", []));

    [Fact]
    public void A_large_answer_is_looked_through_quickly()
    {
        var body = string.Concat(Enumerable.Repeat("token=eyJ", 100_000));
        var started = TimeProvider.System.GetTimestamp();
        ResponseText.Of(body, "v1,x", []);
        Assert.InRange(TimeProvider.System.GetElapsedTime(started).TotalSeconds, 0, 1);
        Assert.Equal("1767323045", WebhookSignature.Seconds(Now).ToString(CultureInfo.InvariantCulture));
    }
}

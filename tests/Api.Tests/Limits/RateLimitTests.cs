using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Tenantry.Api.Tests;

public sealed class RateLimitTests(ApiHost host)
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Sign_ups_beyond_the_limit_are_refused_until_the_minute_is_over()
    {
        var clock = new StoppedClock(Noon.AddSeconds(18.5));
        await using var frontEnd = await FrontEnd.Start(host, clock, ("Tenantry:Limits:SignupsPerMinute", "2"));

        var first = await frontEnd.Http.Ask("POST", "/v1/signups", Tenant.Body(Unique.Name()));
        Assert.Equal(201, first.Status);
        Assert.Equal("\"signups\";q=2;w=60", first.Header("RateLimit-Policy"));
        Assert.Equal("\"signups\";r=1;t=42", first.Header("RateLimit"));

        // A request counts whether or not it can be read.
        var second = await frontEnd.Http.Ask("POST", "/v1/signups", "{");
        Assert.Equal((400, "\"signups\";r=0;t=42"), (second.Status, second.Header("RateLimit")));

        var third = await frontEnd.Http.Ask("POST", "/v1/signups", Tenant.Body(Unique.Name()));
        Assert.Equal((429, "rate_limited"), (third.Status, third.Code));
        Assert.Equal("https://iana.org/assignments/http-problem-types#quota-exceeded", third.At("type"));
        Assert.Equal("""["signups"]""", third.Json["violated-policies"]!.ToJsonString());
        Assert.Equal("42", third.Header("Retry-After"));
        Assert.Equal("\"signups\";r=0;t=42", third.Header("RateLimit"));

        clock.Advance(TimeSpan.FromSeconds(41.5));
        Assert.Equal(201, (await frontEnd.Http.Ask("POST", "/v1/signups", Tenant.Body(Unique.Name()))).Status);
    }

    [Fact]
    public async Task Other_endpoints_know_no_such_limit()
    {
        await using var frontEnd = await FrontEnd.Start(host, new StoppedClock(Noon), ("Tenantry:Limits:SignupsPerMinute", "1"));
        for (var i = 0; i < 3; i++)
            Assert.Equal(200, (await frontEnd.Http.Ask("GET", "/v1/plans")).Status);
    }

    [Theory]
    [InlineData(null, "203.0.113.7", "203.0.113.8", 429)]
    [InlineData("192.0.2.0/24", "203.0.113.7", "203.0.113.8", 429)]
    [InlineData("127.0.0.0/8", "203.0.113.7", "203.0.113.8", 400)]
    [InlineData("10.0.0.1, 127.0.0.1", "203.0.113.7", "203.0.113.7", 429)]
    public async Task A_client_is_who_a_trusted_proxy_says(string? trusted, string first, string second, int status)
    {
        (string, string)[] settings = [("Tenantry:Limits:SignupsPerMinute", "1"), .. trusted is null ? [] : new[] { ("Tenantry:TrustedProxies", trusted) }];
        await using var frontEnd = await FrontEnd.Start(host, new StoppedClock(Noon), settings);

        await frontEnd.Http.Ask("POST", "/v1/signups", "{", headers: ("X-Forwarded-For", first));
        Assert.Equal(status, (await frontEnd.Http.Ask("POST", "/v1/signups", "{", headers: ("X-Forwarded-For", second))).Status);
    }

    [Fact]
    public void Addresses_are_counted_apart_and_an_IPv6_network_as_one()
    {
        var window = new AddressWindow(1, new StoppedClock(Noon));
        Assert.True(window.Count(IPAddress.Parse("203.0.113.7")).Allowed);
        Assert.True(window.Count(IPAddress.Parse("203.0.113.8")).Allowed);
        Assert.False(window.Count(IPAddress.Parse("::ffff:203.0.113.8")).Allowed);
        Assert.True(window.Count(IPAddress.Parse("2001:db8:1:1::1")).Allowed);
        Assert.False(window.Count(IPAddress.Parse("2001:db8:1:1:ffff::2")).Allowed);
        Assert.True(window.Count(IPAddress.Parse("2001:db8:1:2::1")).Allowed);
    }

    [Fact]
    public void Simultaneous_requests_never_overshoot()
    {
        var window = new AddressWindow(1000, new StoppedClock(Noon));
        var allowed = ParallelEnumerable.Range(0, 5000).Count(_ => window.Count(IPAddress.Loopback).Allowed);
        Assert.Equal(1000, allowed);
    }

    [Theory]
    [InlineData("Tenantry:Limits:SignupsPerMinute", "0")]
    [InlineData("Tenantry:Limits:SignupsPerMinute", "many")]
    [InlineData("Tenantry:TrustedProxies", "10.0.0.0/8, proxy.example")]
    public void A_setting_that_cannot_be_read_stops_the_start_and_is_named(string key, string value)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new(key, value)]).Build();
        var exception = Assert.Throws<OptionsValidationException>(() => new ServiceCollection().AddTenantryApi(configuration));
        Assert.StartsWith($"{key} must be ", Assert.Single(exception.Failures), StringComparison.Ordinal);
    }
}

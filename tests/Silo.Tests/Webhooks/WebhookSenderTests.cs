using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Tenantry.Grains.Interfaces;
using Tenantry.Hosting;

namespace Tenantry.Silo.Tests;

public sealed class WebhookSenderTests
{
    private static readonly NetworkGuard Loopback = new([IPNetwork.Parse("127.0.0.0/8"), IPNetwork.Parse("::1/128")]);

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("10.0.0.7")]
    [InlineData("169.254.169.254")]
    [InlineData("fd00:ec2::254")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("64:ff9b::7f00:1")]
    public async Task A_name_that_leads_into_a_private_network_is_not_called(string address)
    {
        await using var receiver = await Start(_ => Task.CompletedTask);
        using var sender = new WebhookSender(new NetworkGuard([]), TimeProvider.System, (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse(address)]));

        var reply = await Send(sender, $"https://innocent.example:{receiver.Port}/");

        Assert.Equal((null, "The receiver's address is in a private or special network."), (reply.Status, reply.Error));
        Assert.Equal(0, receiver.Requests);
    }

    [Theory]
    [InlineData("https://127.0.0.1:{port}/")]
    [InlineData("https://[::1]:{port}/")]
    [InlineData("https://0x7f000001:{port}/")]
    [InlineData("https://localhost:{port}/")]
    [InlineData("http://127.0.0.1:{port}/")]
    public async Task An_address_of_this_machine_is_not_called(string url)
    {
        await using var receiver = await Start(_ => Task.CompletedTask);
        using var sender = new WebhookSender(new NetworkGuard([]), TimeProvider.System);

        var reply = await Send(sender, url.Replace("{port}", $"{receiver.Port}", StringComparison.Ordinal));

        Assert.Equal("The receiver's address is in a private or special network.", reply.Error);
        Assert.Equal(0, receiver.Requests);
    }

    [Fact]
    public async Task The_name_is_asked_for_once_and_the_connection_goes_to_the_answer()
    {
        await using var receiver = await Start(_ => Task.CompletedTask);
        var asked = 0;
        // Whoever asked twice would be led elsewhere the second time.
        using var sender = new WebhookSender(Loopback, TimeProvider.System, (_, _) => Task.FromResult<IPAddress[]>(
            [Interlocked.Increment(ref asked) == 1 ? IPAddress.Loopback : IPAddress.Parse("10.0.0.1")]));

        var reply = await Send(sender, $"http://rebinding.example:{receiver.Port}/");

        Assert.Equal((200, 1, 1), (reply.Status, asked, receiver.Requests));
        Assert.Equal($"rebinding.example:{receiver.Port}", receiver.Host);
    }

    [Fact]
    public async Task Of_several_addresses_only_those_that_are_let_through_are_called()
    {
        await using var receiver = await Start(_ => Task.CompletedTask);
        using var sender = new WebhookSender(Loopback, TimeProvider.System, (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse("10.0.0.1"), IPAddress.Loopback]));
        Assert.Equal(200, (await Send(sender, $"http://several.example:{receiver.Port}/")).Status);
    }

    [Fact]
    public async Task Without_tls_only_allowed_networks_are_called()
    {
        using var sender = new WebhookSender(Loopback, TimeProvider.System, (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse("93.184.215.14")]));
        Assert.Equal("The receiver can only be called by https.", (await Send(sender, "http://public.example/")).Error);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(303)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task A_redirect_is_not_followed(int status)
    {
        await using var receiver = await Start(context =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.Location = "/elsewhere";
            context.Response.Headers.SetCookie = "a=b";
            return Task.CompletedTask;
        });
        using var sender = new WebhookSender(Loopback, TimeProvider.System);

        Assert.Equal(status, (await Send(sender, receiver.Url)).Status);
        Assert.Equal(status, (await Send(sender, receiver.Url)).Status);
        Assert.Equal((2, null), (receiver.Requests, receiver.Cookie));
    }

    [Fact]
    public async Task An_answer_that_never_ends_is_cut_off()
    {
        await using var receiver = await Start(async context =>
        {
            for (var i = 0; i < 100_000; i++)
                await context.Response.WriteAsync(new string('x', 1000), context.RequestAborted);
        });
        using var sender = new WebhookSender(Loopback, TimeProvider.System, patience: TimeSpan.FromSeconds(5));

        var reply = await Send(sender, receiver.Url);

        Assert.Equal((200, 4096), (reply.Status, reply.Body.Length));
    }

    [Fact]
    public async Task The_whole_attempt_has_its_time_the_body_too()
    {
        await using var receiver = await Start(async context =>
        {
            await context.Response.WriteAsync("slow", context.RequestAborted);
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        });
        using var sender = new WebhookSender(Loopback, TimeProvider.System, patience: TimeSpan.FromMilliseconds(300));

        Assert.Equal("The receiver took longer than 0.3 s.", (await Send(sender, receiver.Url)).Error);
        Assert.Equal(TimeSpan.FromSeconds(15), WebhookSender.Patience);
    }

    [Fact]
    public async Task A_name_that_nobody_answers_for_has_no_more_time()
    {
        using var sender = new WebhookSender(
            Loopback, TimeProvider.System, (_, _) => new TaskCompletionSource<IPAddress[]>().Task, TimeSpan.FromMilliseconds(200));
        Assert.Equal("The receiver took longer than 0.2 s.", (await Send(sender, "https://silent.example/")).Error);
    }

    [Fact]
    public async Task A_closed_port_and_a_missing_name_are_told_in_our_words()
    {
        using var sender = new WebhookSender(Loopback, TimeProvider.System);
        Assert.Equal("The receiver refused the connection.", (await Send(sender, "http://127.0.0.1:1/")).Error);
        using var nameless = new WebhookSender(Loopback, TimeProvider.System, (_, _) => Task.FromResult<IPAddress[]>([]));
        Assert.Equal("The receiver's name has no address.", (await Send(nameless, "https://none.example/")).Error);
    }

    [Fact]
    public async Task A_certificate_that_is_not_good_is_not_accepted()
    {
        // A receiver without TLS is as good as one with a bad certificate: there is no handshake.
        await using var receiver = await Start(_ => Task.CompletedTask);
        using var sender = new WebhookSender(Loopback, TimeProvider.System);
        var reply = await Send(sender, $"https://127.0.0.1:{receiver.Port}/");
        Assert.StartsWith("No secure connection", reply.Error, StringComparison.Ordinal);
        Assert.Equal(0, receiver.Requests);
    }

    [Theory]
    [InlineData("120", 120)]
    [InlineData("Fri, 02 Jan 2026 03:05:05 GMT", 60)]
    [InlineData("Fri, 02 Jan 2026 03:00:00 GMT", null)]
    [InlineData("soon", null)]
    [InlineData("-5", null)]
    public async Task Retry_After_is_read_in_both_its_forms(string header, int? seconds)
    {
        await using var receiver = await Start(context =>
        {
            context.Response.StatusCode = 503;
            context.Response.Headers.RetryAfter = header;
            return Task.CompletedTask;
        });
        using var sender = new WebhookSender(Loopback, new FixedClock(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero)));
        Assert.Equal(seconds is { } wait ? TimeSpan.FromSeconds(wait) : null, (await Send(sender, receiver.Url)).RetryAfter);
    }

    [Theory]
    [InlineData("Tenantry:Webhooks:AllowedNetworks", "10.0.0.0/33")]
    [InlineData("Tenantry:Webhooks:AllowedNetworks", "127.0.0.0/8, everything")]
    [InlineData("Tenantry:Webhooks:RetryScale", "0")]
    [InlineData("Tenantry:Webhooks:RetryScale", "fast")]
    [InlineData("Tenantry:Webhooks:RetryScale", "NaN")]
    public void A_setting_that_cannot_be_read_stops_the_start(string key, string value)
        => Assert.Contains(key, Assert.Throws<StartRefusedException>(() => Webhooks.Read(Configuration((key, value)))).Message, StringComparison.Ordinal);

    [Fact]
    public void Networks_are_a_list_or_one_text()
    {
        var list = Webhooks.Read(Configuration(("Tenantry:Webhooks:AllowedNetworks:0", "10.0.0.0/8"), ("Tenantry:Webhooks:RetryScale", "0.01")));
        var text = Webhooks.Read(Configuration(("Tenantry:Webhooks:AllowedNetworks", "192.168.0.0/16, 10.0.0.0/8")));
        Assert.True(list.Networks.Admits(IPAddress.Parse("10.0.0.1")) && text.Networks.Admits(IPAddress.Parse("10.0.0.1")));
        Assert.Equal((0.01, 1), (list.RetryScale, text.RetryScale));
        Assert.False(Webhooks.Read(Configuration()).Networks.AllowsAny);
    }

    private static IConfiguration Configuration(params (string Key, string Value)[] settings)
        => new ConfigurationBuilder().AddInMemoryCollection(settings.Select(one => KeyValuePair.Create(one.Key, (string?)one.Value))).Build();

    private static Task<WebhookReply> Send(WebhookSender sender, string url)
        => sender.Send(
            new WebhookPost(new Uri(url), new Dictionary<string, string> { ["content-type"] = "application/json", ["webhook-id"] = "evt_1" }, "{}"u8.ToArray()),
            TestContext.Current.CancellationToken);

    private static async Task<Listener> Start(Func<HttpContext, Task> answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var listener = new Listener(builder.Build(), answer);
        await listener.Begin();
        return listener;
    }

    private sealed class Listener(WebApplication app, Func<HttpContext, Task> answer) : IAsyncDisposable
    {
        public string Url => app.Urls.Single();

        public int Port => new Uri(Url).Port;

        public int Requests { get; private set; }

        public string? Host { get; private set; }

        public string? Cookie { get; private set; }

        public Task Begin()
        {
            app.Run(context =>
            {
                Requests++;
                Host = context.Request.Host.Value;
                Cookie = context.Request.Headers.Cookie.FirstOrDefault();
                return answer(context);
            });
            return app.StartAsync();
        }

        public ValueTask DisposeAsync() => app.DisposeAsync();
    }

    private sealed class FixedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}

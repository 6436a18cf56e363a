using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tenantry.Grains.Interfaces;

namespace Tenantry.Hosting.Tests;

public sealed class LeaseTests
{
    private readonly MovedClock _clock = new();

    [Fact]
    public void A_process_that_was_never_confirmed_does_not_hold_it()
    {
        var lease = new Lease(_clock);

        Assert.False(lease.IsHeld);
        Assert.Throws<StoreUnavailableException>(lease.Demand);
    }

    [Fact]
    public void It_lasts_from_the_question_and_not_from_the_answer()
    {
        var lease = new Lease(_clock);
        var asked = _clock.GetTimestamp();
        _clock.Move(TimeSpan.FromSeconds(4));
        lease.Renew(asked);

        Assert.True(lease.IsHeld);
        _clock.Move(TimeSpan.FromSeconds(1.9));
        Assert.True(lease.IsHeld);
        _clock.Move(TimeSpan.FromSeconds(0.1));
        Assert.False(lease.IsHeld);
    }

    [Fact]
    public void Confirmed_again_it_goes_on()
    {
        var lease = new Lease(_clock);
        for (var second = 0; second < 30; second++)
        {
            lease.Renew(_clock.GetTimestamp());
            _clock.Move(TimeSpan.FromSeconds(1));
            Assert.True(lease.IsHeld);
        }
    }

    [Fact]
    public void Who_was_declared_dead_never_holds_it_again()
    {
        var lease = new Lease(_clock);
        lease.Renew(_clock.GetTimestamp());
        lease.End();
        lease.Renew(_clock.GetTimestamp());

        Assert.False(lease.IsHeld);
    }

    [Fact]
    public async Task An_answer_that_was_begun_with_a_lease_and_would_leave_without_is_cut_off()
    {
        var lease = new Lease(_clock);
        await using var app = await Serve(lease);
        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };

        lease.Renew(_clock.GetTimestamp());
        Assert.Equal("role", await http.GetStringAsync("/role", TestContext.Current.CancellationToken));
        await Assert.ThrowsAsync<HttpRequestException>(() => http.GetStringAsync("/slow", TestContext.Current.CancellationToken));
        using var refused = await http.GetAsync("/role", TestContext.Current.CancellationToken);
        Assert.False(refused.IsSuccessStatusCode);
    }

    private async Task<WebApplication> Serve(Lease lease)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(lease);
        var app = builder.Build();
        app.UseLease();
        app.MapGet("/role", () => "role");
        // As if the process were paused in the middle.
        app.MapGet("/slow", async (HttpResponse response) =>
        {
            _clock.Move(Lease.Length);
            await response.WriteAsync("role");
        });
        await app.StartAsync(TestContext.Current.CancellationToken);
        return app;
    }
}

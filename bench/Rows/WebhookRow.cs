using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Tenantry.Bench;

/// <summary>Webhooks to a receiver that takes all at once: events that lie in the logs are sent again, from many endpoints.</summary>
internal static class WebhookRow
{
    private const int EventsEach = 200;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public static async Task Measure(Subject subject, IReadOnlyList<Tenant> tenants, BenchOptions options, Report report)
    {
        var received = new ConcurrentDictionary<(string Path, string Id), bool>();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://{Loopback.FreePort()}");
        await using var receiver = builder.Build();
        receiver.MapPost("/{organization}", (string organization, HttpRequest request) =>
        {
            received[(organization, request.Headers["webhook-id"].ToString())] = true;
            return Results.NoContent();
        });
        await receiver.StartAsync();

        var calls = await OperatorCalls.SignIn(subject.Server.Http);
        var endpoints = new List<(Tenant Tenant, string Id)>();
        foreach (var tenant in tenants)
        {
            var endpoint = await calls.Send(
                HttpMethod.Post, $"/v1/organizations/{tenant.Organization}/webhooks", tenant.Token,
                $$"""{"url":"{{receiver.Urls.Single()}}/{{tenant.Organization}}"}""");
            endpoints.Add((tenant, (string)endpoint!["id"]!));
        }

        var events = EventsEach * tenants.Count;
        var changes = subject.Load().Run(new LimitedWork(new RenameWork(tenants), events), Patience);
        await Received(received, changes.Operations);

        var row = new Row("webhooks, deliveries", _ => Run(subject, calls, endpoints, received));
        report.Add(row);
        await row.WarmUp(options.WarmUp);
        for (var round = 0; round < options.Rounds; round++)
            await row.Measure(options.Command);
    }

    private static async Task<Measurement> Run(
        Subject subject, OperatorCalls calls, List<(Tenant Tenant, string Id)> endpoints, ConcurrentDictionary<(string, string), bool> received)
    {
        received.Clear();
        var (before, own) = (subject.Server.Cpu, Environment.CpuUsage.TotalTime);
        var began = Stopwatch.GetTimestamp();
        foreach (var (tenant, id) in endpoints)
        {
            await calls.Send(
                HttpMethod.Post, $"/v1/organizations/{tenant.Organization}/webhooks/{id}/replay", tenant.Token,
                string.Create(CultureInfo.InvariantCulture, $$"""{"after":0,"through":{{EventsEach}}}"""));
        }

        var missing = await Received(received, EventsEach * endpoints.Count);
        var took = Stopwatch.GetElapsedTime(began).TotalSeconds;
        var cpu = (subject.Server.Cpu - before).TotalMilliseconds;
        foreach (var (tenant, id) in endpoints)
            await Replayed(calls, tenant, id);
        return new Measurement
        {
            Operations = received.Count,
            Errors = missing,
            FirstError = missing == 0 ? null : "an event was not delivered",
            LoadSeconds = took,
            P50 = 0,
            P99 = 0,
            CpuMilliseconds = cpu,
            GeneratorMilliseconds = (Environment.CpuUsage.TotalTime - own).TotalMilliseconds,
            Memory = subject.Server.Memory,
        };
    }

    // The next one may begin when the server has written down that this one is done.
    private static async Task Replayed(OperatorCalls calls, Tenant tenant, string id)
    {
        while ((await calls.Send(HttpMethod.Get, $"/v1/organizations/{tenant.Organization}/webhooks/{id}", tenant.Token))!["replay"]!["endedAt"] is null)
            await Task.Delay(TimeSpan.FromMilliseconds(5));
    }

    private static async Task<long> Received(ConcurrentDictionary<(string, string), bool> received, long expected)
    {
        var began = Stopwatch.GetTimestamp();
        while (received.Count < expected && Stopwatch.GetElapsedTime(began) < Patience)
            await Task.Delay(TimeSpan.FromMilliseconds(5));
        return Math.Max(0, expected - received.Count);
    }
}

using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.DependencyInjection;

namespace Tenantry.Api;

/// <summary>
/// The lines of an export, sent as they are read, a chunk at a time, or the refusal. An export that cannot be sent to its end is cut
/// off, which every HTTP client notices.
/// </summary>
internal sealed class ExportAnswer(Result<ExportPlan> planned) : IResult, IEndpointMetadataProvider
{
    private static readonly TimeSpan TellEvery = TimeSpan.FromSeconds(1);

    /// <summary>The number of the last event that the caller has; null to send everything.</summary>
    public long? After { get; init; }

    /// <summary>Who is told how far it is; null when nobody asks.</summary>
    public IAuditExportGrain? Progress { get; init; }

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder)
        => builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(string), ["application/x-ndjson", "text/csv"]));

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        if (!planned.Succeeded)
        {
            await Problem.Of(planned.Error).ExecuteAsync(httpContext);
            return;
        }

        var plan = planned.Value;
        if (After < plan.First - 1 || After > plan.Last)
        {
            await Problem.Parameter("after", $"must be a number from {plan.First - 1} to {plan.Last}").ExecuteAsync(httpContext);
            return;
        }

        var lists = httpContext.RequestServices.GetRequiredService<IGrainFactory>().Lists();
        var first = await lists.ReadExport(plan, After, plan.Last);
        if (first.Succeeded)
            await Send(httpContext, plan, lists, first.Value);
        else
            await Problem.Of(first.Error).ExecuteAsync(httpContext);
    }

    private async Task Send(HttpContext http, ExportPlan plan, IListsGrain lists, ExportChunk chunk)
    {
        var response = http.Response;
        response.ContentType = plan.Format == ExportFormat.Csv ? "text/csv; charset=utf-8" : "application/x-ndjson";
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.ContentDisposition = string.Create(
            CultureInfo.InvariantCulture, $"attachment; filename=\"{plan.Log}-{plan.First}-{plan.Last}.{(plan.Format == ExportFormat.Csv ? "csv" : "ndjson")}\"");
        await response.StartAsync(http.RequestAborted);
        Deadline.Lift();

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var sent = Progress is not null && After is { } after ? await HashBefore(plan, lists, after, hash) : 0;
        var (time, told) = (http.RequestServices.GetRequiredService<TimeProvider>(), 0L);
        while (true)
        {
            await response.Body.WriteAsync(chunk.Content, http.RequestAborted);
            hash.AppendData(chunk.Content);
            sent += chunk.Content.Length;
            if (chunk.Ends)
                break;
            if (Progress is not null && (told == 0 || time.GetElapsedTime(told) > TellEvery))
            {
                told = time.GetTimestamp();
                await Progress.Advance(chunk.Through, sent);
            }

            var next = await lists.ReadExport(plan, chunk.Through, plan.Last);
            if (!next.Succeeded)
            {
                // What is left was removed from the log meanwhile.
                http.Abort();
                return;
            }

            chunk = next.Value;
        }

        if (Progress is not null)
            await Progress.Finish(sent, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    // The digest is of the whole content, so what the caller has already is read once more.
    private static async Task<long> HashBefore(ExportPlan plan, IListsGrain lists, long after, IncrementalHash hash)
    {
        var size = 0L;
        for (long? through = null; through is null || through < after;)
        {
            var chunk = await lists.ReadExport(plan, through, after);
            if (!chunk.Succeeded)
                throw new IOException("The log has removed what came before.");
            hash.AppendData(chunk.Value.Content);
            size += chunk.Value.Content.Length;
            through = chunk.Value.Through;
        }

        return size;
    }
}

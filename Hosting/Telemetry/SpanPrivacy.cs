using System.Diagnostics;
using OpenTelemetry;

namespace Tenantry.Hosting;

/// <summary>Takes the keys of grains out of spans: they can be email addresses, and what a token is found by.</summary>
internal sealed class SpanPrivacy : BaseProcessor<Activity>
{
    private static readonly string[] GrainIds = ["rpc.orleans.target_id", "rpc.orleans.source_id"];

    public override void OnEnd(Activity data)
    {
        foreach (var tag in GrainIds)
        {
            if (data.GetTagItem(tag) is { } id)
                data.SetTag(tag, id.ToString()!.Split('/')[0]);
        }
    }
}

using System.Diagnostics;
using OpenTelemetry;

namespace Tenantry.Hosting;

/// <summary>
/// Takes the keys of grains out of spans, since they can be email addresses, and the texts of exceptions, which name grains. What
/// kind of grain and what kind of exception it was stays.
/// </summary>
internal sealed class SpanPrivacy : BaseProcessor<Activity>
{
    // A stack trace begins with the message.
    private static readonly string[] Texts = ["exception.message", "exception.stacktrace"];
    private static readonly string[] GrainIds = ["orleans.rpc.target_id", "orleans.rpc.source_id"];

    public override void OnEnd(Activity data)
    {
        foreach (var tag in GrainIds)
        {
            if (data.GetTagItem(tag) is { } id)
                data.SetTag(tag, id.ToString()!.Split('/')[0]);
        }

        foreach (var tag in Texts)
        {
            if (data.GetTagItem(tag) is not null)
                data.SetTag(tag, null);
        }

        if (data.StatusDescription is not null)
            data.SetStatus(data.Status);
    }
}

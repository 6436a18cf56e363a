using System.Buffers;

namespace Tenantry.Api;

/// <summary>A body exactly as it came, with the headers of Standard Webhooks. Whether the signature holds is not decided here.</summary>
internal sealed record SignedBody(SignedMessage Message)
{
    public static async ValueTask<SignedBody> BindAsync(HttpContext context)
    {
        var reader = context.Request.BodyReader;
        var read = await Deadline.NotCounting(reader.ReadAsync(context.RequestAborted));
        while (!read.IsCompleted)
        {
            // The server refuses bodies over 64 KB, which bounds what gathers here.
            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
            read = await Deadline.NotCounting(reader.ReadAsync(context.RequestAborted));
        }

        // It outlives the request's buffers: it is answered as it came.
        var body = read.Buffer.ToArray();
        reader.AdvanceTo(read.Buffer.End);
        var headers = context.Request.Headers;
        return new(new SignedMessage(
            headers["webhook-id"].ToString(), headers["webhook-timestamp"].ToString(), headers["webhook-signature"].ToString(), body));
    }
}

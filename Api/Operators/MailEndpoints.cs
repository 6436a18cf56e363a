namespace Tenantry.Api;

/// <summary>Mails that have not left yet, to the provider's own staff.</summary>
internal static class MailEndpoints
{
    public static void MapMails(this IEndpointRouteBuilder routes)
    {
        var mails = routes.MapGroup("/v1/admin/mails").RequireOperator().WithTags("Mails");

        mails.MapGet("/", async (PageQuery page, IGrainFactory grains) =>
                (await grains.Lists().UnsentMails(page.After, page.Limit)).ToHttp())
            .WithName("adminListMails")
            .WithSummary("List the mails that wait or are parked, the oldest first");

        mails.MapPost("/{mail}/retry", async (MailId mail, Caller caller, CommandSender commands) =>
                (await commands.Run(new RetryMail { Mail = mail, Actor = caller.Actor })).ToHttp())
            .WithName("adminRetryMail")
            .WithSummary("Try to send a mail now, and as often again as a new one")
            .Refuses(ErrorCode.MailNotFound);

        mails.MapDelete("/{mail}", async (MailId mail, Caller caller, IGrainFactory grains) =>
                (await grains.Mail(mail).Drop(caller.Actor)).ToHttp())
            .WithName("adminDropMail")
            .WithSummary("Give a mail up")
            .Refuses(ErrorCode.MailNotFound);
    }
}

namespace Tenantry.Api;

internal static partial class Answers
{
    public static Answer<AccountView> ToHttp(this Result<AccountView> result) => Of(result, result.Value?.Revision);

    public static Answer<AccountView> ToHttp(this Sent<AccountView> sent)
        => new(sent.Error, sent.Value) { Tag = Tag(sent.Value?.Revision), Replayed = sent.Replayed };

    public static CreatedAnswer<AccountView> ToHttp(this Sent<AccountView> sent, Func<AccountView, string> location)
        => Created(sent, location, sent.Value?.Revision);
}

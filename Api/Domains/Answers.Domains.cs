namespace Tenantry.Api;

internal static partial class Answers
{
    public static Answer<DomainView> ToHttp(this Result<DomainView> result) => Of(result, result.Value?.Revision);

    public static Answer<DomainView> ToHttp(this Sent<DomainView> sent)
        => new(sent.Error, sent.Value) { Tag = Tag(sent.Value?.Revision), Replayed = sent.Replayed };

    public static CreatedAnswer<DomainView> ToHttp(this Sent<DomainView> sent, Func<DomainView, string> location)
        => Created(sent, location, sent.Value?.Revision);
}

namespace Tenantry.Api;

internal static partial class Answers
{
    public static Answer<OperatorView> ToHttp(this Result<OperatorView> result) => Of(result, result.Value?.Revision);

    public static Answer<OperatorView> ToHttp(this Sent<OperatorView> sent)
        => new(sent.Error, sent.Value) { Tag = Tag(sent.Value?.Revision), Replayed = sent.Replayed };

    public static CreatedAnswer<OperatorView> ToHttp(this Sent<OperatorView> sent, Func<OperatorView, string> location)
        => Created(sent, location, sent.Value?.Revision);

    public static ComputedAnswer<SecondFactorView> ToHttp(this Result<SecondFactorView> result) => new(result.Error, result.Value);

    public static ComputedAnswer<TotpEnrolment> ToHttp(this Sent<TotpEnrolment> sent) => new(sent.Error, sent.Value) { Replayed = sent.Replayed };

    public static ComputedAnswer<RecoveryCodes> ToHttp(this Sent<RecoveryCodes> sent) => new(sent.Error, sent.Value) { Replayed = sent.Replayed };
}

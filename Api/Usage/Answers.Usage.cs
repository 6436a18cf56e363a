namespace Tenantry.Api;

internal static partial class Answers
{
    public static CreatedAnswer<ReservationView> ToHttp(this Sent<ReservationView> sent, Func<ReservationView, string> location)
        => Created(sent, location, revision: null);

    public static Answer<ReservationView> ToHttp(this Sent<ReservationView> sent) => Untagged(sent);

    public static Answer<ReservationView> ToHttp(this Result<ReservationView> result) => Of(result, revision: null);

    public static Answer<MeterUsageView> ToHttp(this Sent<MeterUsageView> sent) => Untagged(sent);

    public static Answer<MeterUsageView> ToHttp(this Result<MeterUsageView> result) => Of(result, revision: null);

    public static Answer<CountedView> ToHttp(this Sent<CountedView> sent) => Untagged(sent);

    private static Answer<T> Untagged<T>(Sent<T> sent)
        where T : class
        => new(sent.Error, sent.Value) { Replayed = sent.Replayed };
}

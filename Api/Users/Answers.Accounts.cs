namespace Tenantry.Api;

internal static partial class Answers
{
    /// <summary>For what is only begun by the request: a mail is on its way.</summary>
    public static AcceptedAnswer ToAccepted(this Sent<Done> sent) => new(sent.Error) { Replayed = sent.Replayed };

    public static Answer<OrganizationSecurity> ToHttp(this Result<OrganizationSecurity> result) => new(result.Error, result.Value);

    public static Answer<OrganizationSecurity> ToHttp(this Sent<OrganizationSecurity> sent)
        => new(sent.Error, sent.Value) { Replayed = sent.Replayed };
}

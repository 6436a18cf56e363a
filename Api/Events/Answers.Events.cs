namespace Tenantry.Api;

internal static partial class Answers
{
    public static ComputedAnswer<AuditEventView> ToHttp(this Result<AuditEventView> result) => new(result.Error, result.Value);

    public static ComputedAnswer<AuditExportView> ToHttp(this Result<AuditExportView> result) => new(result.Error, result.Value);

    public static CreatedAnswer<AuditExportView> ToHttp(this Sent<AuditExportView> sent, Func<AuditExportView, string> location)
        => Created(sent, location, revision: null);
}

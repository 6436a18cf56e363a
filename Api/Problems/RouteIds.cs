namespace Tenantry.Api;

/// <summary>Names the route parameter whose id could not be read; the framework only says that some parameter could not.</summary>
internal static class RouteIds
{
    /// <summary>The refusal of the first malformed id in the route; null when every id is well formed.</summary>
    public static Problem? Fault(HttpContext context)
    {
        foreach (var (name, value) in context.Request.RouteValues)
        {
            var prefix = name switch
            {
                "org" => Malformed<OrganizationId>(value),
                "user" => Malformed<UserId>(value),
                "project" => Malformed<ProjectId>(value),
                "environment" => Malformed<EnvironmentId>(value),
                "mail" => Malformed<MailId>(value),
                "team" => Malformed<TeamId>(value),
                "reservation" => Malformed<ReservationId>(value),
                "apiKey" => Malformed<ApiKeyId>(value),
                "client" => Malformed<ClientId>(value),
                "webhook" => Malformed<WebhookId>(value),
                "event" => Malformed<EventId>(value),
                "operator" => Malformed<OperatorId>(value),
                "evt" => Malformed<EventId>(value),
                "export" => Malformed<ExportId>(value),
                "invitation" => Malformed<InvitationId>(value),
                _ => null,
            };
            if (prefix is not null)
                return Problem.Parameter(name, $"is not an id of the form {prefix}…");
        }

        return null;
    }

    private static string? Malformed<T>(object? value)
        where T : struct, ITypedId<T>
        => TypedId.TryParse<T>(value as string, out _) ? null : T.Prefix;
}

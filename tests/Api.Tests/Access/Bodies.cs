namespace Tenantry.Api.Tests;

/// <summary>
/// A body that each endpoint accepts. A new endpoint with a body needs a line here, or the tests that walk all endpoints fail.
/// </summary>
internal static class Bodies
{
    private static readonly Dictionary<string, string> ByRoute = new()
    {
        ["POST /v1/signups"] = Tenant.Body("{unique}"),
        ["POST /v1/session"] = "{}",
        ["PATCH /v1/me"] = """{"name":"some-name"}""",
        ["POST /v1/organizations"] = """{"name":"some-name"}""",
        ["PATCH /v1/organizations/{org}"] = """{"name":"some-name"}""",
        ["POST /v1/invitations/preview"] = """{"token":"none"}""",
        ["POST /v1/invitations/accept"] = """{"token":"none"}""",
        ["POST /v1/invitations/decline"] = """{"token":"none"}""",
        ["POST /v1/invitations/sign-up"] = """{"token":"none","user":{"password":"violet-tractor-mumbles"}}""",
        ["POST /v1/organizations/{org}/invitations"] = """{"email":"{unique}@example.com"}""",
        ["POST /v1/organizations/{org}/invitations/batch"] = """{"invitations":[{"email":"{unique}@example.com"}]}""",
        ["PATCH /v1/organizations/{org}/members/{user}"] = """{"role":"admin"}""",
        ["POST /v1/organizations/{org}/transfer-admin"] = """{"to":"{user}"}""",
        ["POST /v1/organizations/{org}/projects"] = """{"name":"some-name"}""",
        ["PATCH /v1/organizations/{org}/projects/{project}"] = """{"name":"some-name"}""",
        ["POST /v1/organizations/{org}/projects/{project}/environments"] = """{"name":"some-name"}""",
        ["POST /v1/organizations/{org}/usage/{meter}"] = """{"events":[{"id":"1","n":1}]}""",
        ["POST /v1/organizations/{org}/usage/{meter}/reserve"] = """{"n":1}""",
        ["POST /v1/organizations/{org}/usage/{meter}/release"] = """{"n":1}""",
        ["PUT /v1/organizations/{org}/company"] = """{"legalName":"some-name"}""",
        ["PATCH /v1/organizations/{org}/company"] = """{"legalName":"some-name"}""",
        ["PUT /v1/organizations/{org}/metadata"] = """{"metadata":{"some-key":"some-name"}}""",
        ["PATCH /v1/organizations/{org}/metadata"] = """{"metadata":{"some-key":"some-name"}}""",
        ["PUT /v1/admin/product"] = """{"meters":[{"key":"battlecards","kind":"gauge"}]}""",
        ["PUT /v1/organizations/{org}/projects/{project}/members/{user}/role"] = """{"role":"viewer"}""",
        ["PUT /v1/organizations/{org}/projects/{project}/teams/{team}/role"] = """{"role":"viewer"}""",
        ["PATCH /v1/organizations/{org}/projects/{project}/environments/{environment}"] = """{"name":"other-name"}""",
        ["POST /v1/organizations/{org}/projects/{project}/environments/{environment}/rotate-key"] = "{}",
        ["PUT /v1/organizations/{org}/projects/{project}/environments/{environment}/variables"] = """{"values":{"a":"1"}}""",
        ["PATCH /v1/organizations/{org}/projects/{project}/environments/{environment}/variables"] = """{"values":{"a":null}}""",
        ["PUT /v1/organizations/{org}/projects/{project}/environments/{environment}/settings"] = """{"values":{"a":"1"}}""",
        ["PATCH /v1/organizations/{org}/projects/{project}/environments/{environment}/settings"] = """{"values":{"a":null}}""",
        ["POST /v1/organizations/{org}/projects/{project}/environments/{environment}/promote"] = """{"to":"{target}","fromRevision":0,"toRevision":0}""",
        ["POST /v1/environments/resolve"] = """{"key":"pk_0"}""",
        ["POST /v1/admin/organizations/{org}/suspend"] = """{"reason":"unpaid"}""",
        ["POST /v1/admin/organizations/{org}/members"] = """{"user":"{user}"}""",
        ["PUT /v1/organizations/{org}/external-id"] = """{"externalId":"{unique}"}""",
        ["PUT /v1/admin/organizations/{org}/external-id"] = """{"externalId":"{unique}"}""",
        ["POST /v1/organizations/{org}/domains"] = """{"domain":"{unique}.example"}""",
        ["PATCH /v1/organizations/{org}/domains/{domain}"] = """{"enrolment":"suggested"}""",
        ["POST /v1/organizations/{org}/access/check"] = """{"questions":[{"user":"{user}","permission":"projects:read"}]}""",
        ["POST /v1/organizations/{org}/teams"] = """{"name":"some-name"}""",
        ["PATCH /v1/organizations/{org}/teams/{team}"] = """{"name":"other-name"}""",
        ["PUT /v1/organizations/{org}/teams/{team}/roles"] = """{"role":"viewer"}""",
        ["PUT /v1/organizations/{org}/roles/{key}"] = """{"name":"some-name","permissions":[]}""",
        ["POST /v1/organizations/{org}/subscription/change"] = """{"plan":"standard"}""",
        ["POST /v1/organizations/{org}/subscription/preview"] = """{"plan":"standard"}""",
        ["PUT /v1/organizations/{org}/flags/{flag}"] = """{"enabled":false}""",
        ["PUT /v1/admin/plans/{plan}"] = """{"displayName":"Basic","rank":10,"limits":{"users":10}}""",
        ["POST /v1/admin/organizations/{org}/subscription/change"] = """{"plan":"standard"}""",
        ["POST /v1/admin/organizations/{org}/subscription/preview"] = """{"plan":"standard"}""",
        ["PUT /v1/admin/organizations/{org}/overrides"] = """{"limits":{"users":7}}""",
        ["PUT /v1/admin/organizations/{org}/flags/{flag}"] = """{"enabled":true}""",
    };

    /// <summary>The body; null for an endpoint that takes none.</summary>
    public static string? Of(string route) => ByRoute.GetValueOrDefault(route);
}

using System.Text.Json.Nodes;

namespace Tenantry.Api.Tests;

internal static partial class Scenes
{
    private const string One = "/v1/admin/organizations/{org}";

    private static Dictionary<string, Func<Scene, Task<Call>>> OfOperators() => new()
    {
        ["PATCH /v1/admin/operators/{operator}"] = OfOperator,
        ["DELETE /v1/admin/operators/{operator}"] = OfOperator,
        ["POST /v1/admin/operators/{operator}/disable"] = OfOperator,
        ["POST /v1/admin/operators/{operator}/enable"] = async scene =>
        {
            var call = await OfOperator(scene);
            await scene.Operate("POST", call.Path.Replace("/enable", "/disable", StringComparison.Ordinal));
            return call;
        },
        ["DELETE /v1/admin/operators/{operator}/totp"] = async scene =>
        {
            var (staff, _, _) = await WithFactor(scene);
            return scene.Of("{operator}", staff.Id);
        },
        ["POST /v1/admin/me/password"] = async scene => new(
            scene.Template, $$"""{"current":"{{Tenant.Password}}","password":"{{Scene.Other}}"}""", (await Staff.Add(scene.Host)).Token),
        ["POST /v1/admin/me/totp"] = async scene => new(
            scene.Template, $$"""{"password":"{{Tenant.Password}}"}""", (await Staff.Add(scene.Host)).Token),
        ["POST /v1/admin/me/totp/confirm"] = async scene =>
        {
            var staff = await Staff.Add(scene.Host);
            var enrolled = await staff.Ask("POST", "/v1/admin/me/totp", $$"""{"password":"{{Tenant.Password}}"}""");
            return new(scene.Template, $$"""{"code":"{{Accounts.Code(enrolled.At("secret")!)}}"}""", staff.Token);
        },
        ["POST /v1/admin/me/totp/recovery-codes"] = ByOperatorsCode,
        ["POST /v1/admin/me/totp/remove"] = ByOperatorsCode,
    };

    private static Dictionary<string, Func<Scene, Task<Call>>> OfTheProvider() => new()
    {
        [$"POST {One}/reactivate"] = scene => scene.After("POST", "suspend", """{"reason":"unpaid"}"""),
        [$"POST {One}/members"] = async scene => scene.Usual with { Body = $$"""{"user":"{{(await Tenant.SignUp(scene.Host)).User}}"}""" },
        [$"DELETE {One}/external-id"] = scene => scene.After("PUT", body: $$"""{"externalId":"{{Unique.Name()}}"}"""),
        [$"DELETE {One}/subscription/change"] = scene => scene.After("POST", body: """{"plan":"standard","when":"periodEnd"}"""),
        [$"DELETE {One}/flags/{{flag}}"] = scene => scene.After("PUT"),
        [$"POST {One}/events/{{evt}}/redact"] = async scene =>
            scene.Of("{evt}", await scene.FirstEvent(LogId.Of(OrganizationId.Wrap(scene.Tenant.Organization)))),
        ["POST /v1/admin/users/{user}/events/{evt}/redact"] = async scene =>
            scene.Of("{evt}", await scene.FirstEvent(LogId.Of(UserId.Wrap(scene.Tenant.User)))),
        ["POST /v1/admin/users/{user}/enable"] = scene => scene.After("POST", "disable", """{"reason":"spam"}"""),
        ["PUT /v1/admin/plans/{plan}"] = scene => Task.FromResult(scene.Of("{plan}", Unique.Name()) with { Body = Scene.PlanBody }),
        ["DELETE /v1/admin/plans/{plan}"] = async scene =>
        {
            var call = scene.Of("{plan}", Unique.Name());
            await scene.Operate("PUT", call.Path, Scene.PlanBody);
            return call;
        },
        ["PUT /v1/admin/product"] = async scene =>
        {
            // What other tests have put there stays.
            var product = (await scene.Operate("GET", scene.Template)).Json;
            product["meters"]!.AsArray().Add(new JsonObject { ["key"] = $"meter-{Unique.Ordinal()}", ["kind"] = "gauge" });
            return scene.Usual with { Body = product.ToJsonString() };
        },
        ["POST /v1/admin/mails/{mail}/retry"] = async scene => scene.Of("{mail}", await scene.Unsent()),
        ["DELETE /v1/admin/mails/{mail}"] = async scene => scene.Of("{mail}", await scene.Unsent()),
        ["POST /v1/admin/pool-users/{user}/retry"] = async scene => scene.Of("{user}", await scene.Unheard()),
        ["DELETE /v1/admin/pool-users/{user}"] = async scene => scene.Of("{user}", await scene.Unheard()),
        ["PATCH /v1/admin/api-keys/{apiKey}"] = OfApiKey,
        ["DELETE /v1/admin/api-keys/{apiKey}"] = OfApiKey,
        ["POST /v1/admin/api-keys/{apiKey}/rotate"] = OfApiKey,
        ["PATCH /v1/admin/clients/{client}"] = OfClient,
        ["DELETE /v1/admin/clients/{client}"] = OfClient,
        ["POST /v1/admin/clients/{client}/rotate"] = OfClient,
        ["PATCH /v1/admin/webhooks/{webhook}"] = OfWebhook,
        ["DELETE /v1/admin/webhooks/{webhook}"] = OfWebhook,
        ["POST /v1/admin/webhooks/{webhook}/disable"] = OfWebhook,
        ["POST /v1/admin/webhooks/{webhook}/rotate-secret"] = OfWebhook,
        ["POST /v1/admin/webhooks/{webhook}/test"] = OfWebhook,
        ["POST /v1/admin/webhooks/{webhook}/replay"] = OfWebhook,
        ["POST /v1/admin/webhooks/{webhook}/enable"] = OfDisabledWebhook,
        ["POST /v1/admin/webhooks/{webhook}/deliveries/{event}/redeliver"] = OfDelivery,
    };

    private static async Task<Call> OfOperator(Scene scene) => scene.Of("{operator}", (await Staff.Add(scene.Host)).Id);

    private static async Task<Call> OfClient(Scene scene)
        => scene.Of("{client}", await scene.Made("/v1/admin/clients", """{"name":"App","type":"confidential"}""", scene.Host.Operator));

    private static async Task<Call> ByOperatorsCode(Scene scene)
    {
        var (staff, token, code) = await WithFactor(scene);
        return new(scene.Template, $$"""{"code":"{{code}}"}""", token);
    }

    /// <summary>An operator with a second factor, signed in with it, and a recovery code that is left.</summary>
    private static async Task<(Staff Staff, string Token, string Code)> WithFactor(Scene scene)
    {
        var staff = await Staff.Add(scene.Host);
        var enrolled = await staff.Ask("POST", "/v1/admin/me/totp", $$"""{"password":"{{Tenant.Password}}"}""");
        var confirmed = await staff.Ask("POST", "/v1/admin/me/totp/confirm", $$"""{"code":"{{Accounts.Code(enrolled.At("secret")!)}}"}""");
        var codes = confirmed.Json["codes"]!.AsArray().Select(code => (string)code!).ToArray();
        return (staff, await scene.Host.SignIn(staff.Email, Tenant.Password, ("scope", "operator"), ("recovery_code", codes[0])), codes[1]);
    }
}

using Tenantry.Webhooks.Tests;

namespace Tenantry.Api.Tests;

internal static partial class Scenes
{
    private static Dictionary<string, Func<Scene, Task<Call>>> OfMembers() => new()
    {
        [$"POST {Organization}/leave"] = async scene => scene.Usual with { Token = await scene.Tenant.Add(Role.Member) },
        [$"PATCH {Organization}/members/{{user}}"] = scene => scene.Member("""{"role":"viewer"}"""),
        [$"DELETE {Organization}/members/{{user}}"] = scene => scene.Member(),
        [$"POST {Organization}/members/{{user}}/disable"] = scene => scene.Member(),
        [$"POST {Organization}/members/{{user}}/enable"] = async scene =>
        {
            var member = await scene.Member();
            await scene.Mine("POST", member.Path.Replace("/enable", "/disable", StringComparison.Ordinal));
            return member;
        },
        [$"POST {Organization}/transfer-admin"] = async scene =>
            scene.Usual with { Body = $$"""{"to":"{{(await scene.Tenant.AddUser(Role.Member)).User}}"}""" },
        [$"DELETE {Organization}/invitations/{{invitation}}"] = async scene => scene.Of("{invitation}", (await scene.Invited()).Id),
        [$"POST {Organization}/invitations/{{invitation}}/resend"] = async scene => scene.Of("{invitation}", (await scene.Invited()).Id),
        [$"DELETE {Organization}/teams/{{team}}/members/{{user}}"] = scene => scene.After("PUT"),
        [$"DELETE {Organization}/roles/{{key}}"] = scene => scene.After("PUT", body: """{"name":"Billing","permissions":[]}"""),
        [$"POST {Organization}/join"] = async scene =>
        {
            var (name, domain) = (Unique.Name(), $"{Unique.Name()}.example");
            await scene.Tenant.Own(domain, "suggested");
            var newcomer = await scene.Mine("POST", "/v1/signups", Tenant.Body(name).Replace("example.com", domain, StringComparison.Ordinal));
            await scene.Host.Grains.User(UserId.Wrap(newcomer.At("user.id")!)).VerifyEmail();
            return scene.Usual with { Token = await scene.Host.SignIn($"{name}@{domain}", Tenant.Password) };
        },
    };

    private static Dictionary<string, Func<Scene, Task<Call>>> OfProjects() => new()
    {
        [$"POST {Project}/restore"] = scene => scene.After("POST", "archive"),
        [$"DELETE {Project}/members/{{user}}/role"] = scene => scene.After("PUT", body: """{"role":"viewer"}"""),
        [$"DELETE {Project}/teams/{{team}}/role"] = scene => scene.After("PUT", body: """{"role":"viewer"}"""),
        [$"DELETE {Environment}/previous-key"] = scene => scene.After("POST", "rotate-key", "{}"),
        [$"PATCH {Environment}/variables"] = scene => scene.After("PUT", body: """{"values":{"a":"1"}}"""),
        [$"PATCH {Environment}/settings"] = scene => scene.After("PUT", body: """{"values":{"a":"1"}}"""),
        [$"POST {Environment}/promote"] = async scene =>
        {
            await scene.After("PUT", "settings", """{"values":{"a":"1"}}""");
            return scene.Usual with { Body = $$"""{"to":"{{scene.Tenant.Target}}","fromRevision":1,"toRevision":0}""" };
        },
    };

    private static Dictionary<string, Func<Scene, Task<Call>>> OfOrganizations() => new()
    {
        [$"PUT {Organization}/security"] = async scene =>
            scene.Usual with { Body = """{"requireSecondFactor":true}""", Token = (await scene.Tenant.SwitchOn()).Tenant.Admin },
        [$"DELETE {Organization}/external-id"] = scene => scene.After("PUT", body: $$"""{"externalId":"{{Unique.Name()}}"}"""),
        [$"POST {Organization}/domains/{{domain}}/verify"] = async scene => scene.Of("{domain}", await scene.Domain()),
        [$"PATCH {Organization}/domains/{{domain}}"] = async scene => scene.Of("{domain}", await scene.Domain()),
        [$"DELETE {Organization}/domains/{{domain}}"] = async scene => scene.Of("{domain}", await scene.Domain()),
        [$"POST {Organization}/onboarding/{{step}}/reopen"] = scene => scene.After("POST", "complete"),
        [$"DELETE {Organization}/subscription/change"] = scene => scene.After("POST", body: """{"plan":"standard","when":"periodEnd"}"""),
        [$"PUT {Organization}/flags/{{flag}}"] = async scene => scene.Of("{flag}", await scene.Flag()),
        [$"DELETE {Organization}/flags/{{flag}}"] = async scene =>
        {
            var call = scene.Of("{flag}", await scene.Flag());
            await scene.Mine("PUT", call.Path, """{"enabled":true}""");
            return call;
        },
        [$"POST {Organization}/audit-exports"] = async scene =>
        {
            await scene.Operate("PUT", $"{scene.Admin}/flags/auditExport", """{"enabled":true}""");
            return scene.Usual;
        },
        [$"PATCH {Organization}/api-keys/{{apiKey}}"] = OfApiKey,
        [$"DELETE {Organization}/api-keys/{{apiKey}}"] = OfApiKey,
        [$"POST {Organization}/api-keys/{{apiKey}}/rotate"] = OfApiKey,
        [$"PATCH {Organization}/webhooks/{{webhook}}"] = OfWebhook,
        [$"DELETE {Organization}/webhooks/{{webhook}}"] = OfWebhook,
        [$"POST {Organization}/webhooks/{{webhook}}/disable"] = OfWebhook,
        [$"POST {Organization}/webhooks/{{webhook}}/rotate-secret"] = OfWebhook,
        [$"POST {Organization}/webhooks/{{webhook}}/test"] = OfWebhook,
        [$"POST {Organization}/webhooks/{{webhook}}/replay"] = OfWebhook,
        [$"POST {Organization}/webhooks/{{webhook}}/enable"] = OfDisabledWebhook,
        [$"POST {Organization}/webhooks/{{webhook}}/deliveries/{{event}}/redeliver"] = OfDelivery,
    };

    private static async Task<Call> OfApiKey(Scene scene)
        => scene.Of("{apiKey}", await scene.Made(
            $"{Owner(scene)}/api-keys", """{"name":"Server","scopes":["access:read"]}""", scene.Usual.Token));

    private static async Task<Call> OfWebhook(Scene scene)
        => scene.Of("{webhook}", await scene.Made($"{Owner(scene)}/webhooks", """{"url":"https://example.com/hooks"}""", scene.Usual.Token));

    private static async Task<Call> OfDisabledWebhook(Scene scene)
    {
        var call = await OfWebhook(scene);
        var disabled = await scene.Host.Http.Ask("POST", call.Path.Replace("/enable", "/disable", StringComparison.Ordinal), null, call.Token);
        Assert.Equal(200, disabled.Status);
        return call;
    }

    private static async Task<Call> OfDelivery(Scene scene)
    {
        await using var receiver = await Receiver.Start();
        var webhooks = $"{Owner(scene)}/webhooks";
        var webhook = await scene.Made(webhooks, $$"""{"url":"{{receiver.Url}}"}""", scene.Usual.Token);
        await scene.Do("PATCH", "", $$"""{"name":"{{Unique.Name()}}"}""");
        string? delivered = null;
        await Eventually.True(async () =>
        {
            var deliveries = await scene.Host.Http.Ask("GET", $"{webhooks}/{webhook}/deliveries?limit=100", @as: scene.Usual.Token);
            delivered = (string?)deliveries.Json["data"]!.AsArray().FirstOrDefault(delivery => (string?)delivery!["status"] == "delivered")?["event"];
            return delivered is not null;
        });
        return scene.Of("{webhook}", webhook) with { Path = $"{webhooks}/{webhook}/deliveries/{delivered}/redeliver" };
    }

    private static string Owner(Scene scene) => scene.Template.StartsWith("/v1/admin/", StringComparison.Ordinal) ? "/v1/admin" : scene.Tenant.Path;
}

namespace Tenantry.Api.Tests;

/// <summary>
/// What has to be there for the usual request of an operation to succeed and change something. An operation that is not named here
/// succeeds in a tenant that has just signed up, by the body in <see cref="Bodies"/>.
/// </summary>
internal static partial class Scenes
{
    private const string Organization = "/v1/organizations/{org}";
    private const string Project = Organization + "/projects/{project}";
    private const string Environment = Project + "/environments/{environment}";

    /// <summary>The operations that make no event, and why.</summary>
    public static readonly Dictionary<string, string> Silent = new()
    {
        [$"POST {Organization}/access/check"] = "only asks",
        [$"POST {Organization}/subscription/preview"] = "only asks",
        ["POST /v1/admin/organizations/{org}/subscription/preview"] = "only asks",
        ["POST /v1/environments/resolve"] = "only asks",
        ["POST /v1/invitations/preview"] = "only asks",
        ["POST /v1/session"] = "finds an account; signing up a newcomer of an issuer outside is tested with one",
        ["POST /v1/hooks/cognito/post-confirmation"] = "a sign-up of a pool outside, tested with one",
        [$"POST {Organization}/usage/{{meter}}"] = "metering: thousands a second; limit.exceeded tells what matters",
        [$"POST {Organization}/usage/{{meter}}/reserve"] = "metering",
        [$"POST {Organization}/usage/{{meter}}/release"] = "metering",
        [$"POST {Organization}/usage/reservations/{{reservation}}/commit"] = "metering",
        [$"POST {Organization}/usage/reservations/{{reservation}}/release"] = "metering",
    };

    private static readonly Dictionary<string, Func<Scene, Task<Call>>> Prepared = new(
        [.. OfAccounts(), .. OfMembers(), .. OfProjects(), .. OfOrganizations(), .. OfOperators(), .. OfTheProvider()]);

    /// <summary>Every operation with a scene of its own.</summary>
    public static IEnumerable<string> All => Prepared.Keys;

    public static Task<Call> Prepare(this Scene scene)
        => Prepared.TryGetValue($"{scene.Method} {scene.Template}", out var prepare) ? prepare(scene) : Task.FromResult(scene.Usual);

    private static Dictionary<string, Func<Scene, Task<Call>>> OfAccounts() => new()
    {
        ["POST /v1/signups"] = scene => Task.FromResult(scene.Usual with { Token = null }),
        ["POST /v1/email/verify"] = async scene => scene.ByToken(await scene.Host.Token(scene.Tenant.Email, "/email/verify"), scene.Tenant.Admin),
        ["POST /v1/email/confirm"] = async scene =>
        {
            var address = $"{Unique.Name()}@example.org";
            await scene.Mine("POST", "/v1/me/email", $$"""{"email":"{{address}}","password":"{{Tenant.Password}}"}""");
            return scene.ByToken(await scene.Host.Token(address, "/email/confirm"), scene.Tenant.Admin);
        },
        ["POST /v1/me/email"] = scene => Task.FromResult(
            scene.Usual with { Body = $$"""{"email":"{{Unique.Name()}}@example.org","password":"{{Tenant.Password}}"}""" }),
        ["POST /v1/password/forgot"] = scene => Task.FromResult(new Call(scene.Template, $$"""{"email":"{{scene.Tenant.Email}}"}""", null)),
        ["POST /v1/password/reset"] = async scene =>
        {
            await scene.Mine("POST", "/v1/password/forgot", $$"""{"email":"{{scene.Tenant.Email}}"}""");
            return scene.ByToken(await scene.Host.Token(scene.Tenant.Email, "/password/reset"), null, $",\"password\":\"{Scene.Other}\"");
        },
        ["POST /v1/me/password"] = scene => Task.FromResult(
            scene.Usual with { Body = $$"""{"current":"{{Tenant.Password}}","password":"{{Scene.Other}}"}""" }),
        ["POST /v1/me/totp"] = scene => Task.FromResult(scene.Usual with { Body = $$"""{"password":"{{Tenant.Password}}"}""" }),
        ["POST /v1/me/totp/confirm"] = async scene =>
        {
            var enrolled = await scene.Mine("POST", "/v1/me/totp", $$"""{"password":"{{Tenant.Password}}"}""");
            return scene.Usual with { Body = $$"""{"code":"{{Accounts.Code(enrolled.At("secret")!)}}"}""" };
        },
        ["DELETE /v1/me/totp"] = ByRecoveryCode,
        ["POST /v1/me/recovery-codes"] = ByRecoveryCode,
        ["POST /v1/me/close"] = async scene =>
        {
            var email = $"{Unique.Name()}@example.com";
            await scene.Operate("POST", "/v1/admin/users", $$"""{"email":"{{email}}","password":"{{Tenant.Password}}"}""");
            return new Call(scene.Template, $$"""{"password":"{{Tenant.Password}}"}""", await scene.Host.SignIn(email, Tenant.Password));
        },
        ["DELETE /v1/me/sessions/{session}"] = async scene =>
            scene.Of("{session}", (string)(await scene.Mine("GET", "/v1/me/sessions")).Json["data"]![0]!["id"]!),
        ["POST /v1/invitations/accept"] = async scene =>
        {
            var other = await Tenant.SignUp(scene.Host);
            return scene.ByToken((await scene.Invited(other.Email)).Token, other.Admin);
        },
        ["POST /v1/invitations/decline"] = async scene => scene.ByToken((await scene.Invited()).Token, null),
        ["POST /v1/invitations/sign-up"] = async scene =>
            scene.ByToken((await scene.Invited()).Token, null, $$$""","user":{"password":"{{{Tenant.Password}}}"}"""),
    };

    private static async Task<Call> ByRecoveryCode(Scene scene)
    {
        var (tenant, _, recovery) = await scene.Tenant.SwitchOn();
        return scene.Usual with { Body = $$"""{"code":"{{recovery[0]}}"}""", Token = tenant.Admin };
    }
}

using System.Diagnostics;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tenantry.Silo.Tests;

/// <summary>Cognito's trigger after a confirmation, sent by the very function that the guide shows.</summary>
public sealed class HookTests : IAsyncLifetime
{
    private const string Path = "/v1/hooks/cognito/post-confirmation";
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8G";

    private PoolProgram _program = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _program = await PoolProgram.Start($"--Tenantry:Cognito:HookSecret={Secret}");

    public async ValueTask DisposeAsync()
    {
        if (_program is not null)
            await _program.DisposeAsync();
    }

    [Fact]
    public async Task The_function_of_the_guide_makes_the_account_once()
    {
        var name = await _program.Pool.SelfSignUp("grace@navy.example", "graces-own-password-1", verified: true);
        var happened = await Event(name, "grace@navy.example");

        Assert.True(JsonNode.DeepEquals(happened, await RunFunction(happened)));
        Assert.True(JsonNode.DeepEquals(happened, await RunFunction(happened)));

        var access = (await _program.Pool.SignIn("grace@navy.example", "graces-own-password-1")).Access;
        var me = await _program.Ask("GET", "/v1/me", token: access);
        Assert.Equal(200, me.Status);
        Assert.Equal("navy", (string?)me.Body!["organizations"]!.AsArray().Single()!["name"]);
    }

    [Fact]
    public async Task The_event_is_answered_byte_by_byte_and_another_trigger_makes_nothing()
    {
        var happened = (await Event("nobody", "nobody@navy.example")).DeepClone();
        happened["triggerSource"] = "PostConfirmation_ConfirmForgotPassword";
        var text = $"  {happened.ToJsonString()}\n";

        var (status, answer) = await Send(text, DateTimeOffset.UtcNow);

        Assert.Equal((200, text), (status, answer));
        Assert.Empty((await _program.Ask("GET", "/v1/admin/organizations", token: await _program.Operator())).Body!["data"]!.AsArray());
    }

    [Fact]
    public async Task What_is_not_signed_by_the_secret_or_not_now_is_refused()
    {
        var text = (await Event("nobody", "nobody@navy.example")).ToJsonString();
        var now = DateTimeOffset.UtcNow;

        Assert.Equal(403, (await Send(text, now, signature: "")).Status);
        Assert.Equal(403, (await Send(text, now, signature: "v1,AAAA")).Status);
        Assert.Equal(403, (await Send(text, now, secret: "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")).Status);
        Assert.Equal(403, (await Send(text, now.AddMinutes(-6))).Status);
        Assert.Equal(403, (await Send(text, now.AddMinutes(6))).Status);
        Assert.Equal(403, (await Send(text, now, signature: Sign("msg_1", now, text + " ", Secret))).Status);
        // Rotation: one good signature among others is enough.
        Assert.Equal(400, (await Send("{}", now, signature: $"v1,AAAA v1a,xyz {Sign("msg_1", now, "{}", Secret)}")).Status);
    }

    [Fact]
    public async Task Another_pool_or_no_event_is_refused()
    {
        var now = DateTimeOffset.UtcNow;
        var happened = await Event("nobody", "nobody@navy.example");
        happened["userPoolId"] = "eu-central-1_Other";
        Assert.Equal((403, "pool_not_ours"), Code(await Send(happened.ToJsonString(), now)));
        Assert.Equal((400, "validation_failed"), Code(await Send("no json", now)));
        Assert.Equal((400, "validation_failed"), Code(await Send("[]", now)));

        static (int, string?) Code((int Status, string Answer) sent) => (sent.Status, (string?)JsonNode.Parse(sent.Answer)!["code"]);
    }

    private static string Sign(string id, DateTimeOffset at, string body, string secret)
        => "v1," + Convert.ToBase64String(HMACSHA256.HashData(
            Convert.FromBase64String(secret["whsec_".Length..]), Encoding.UTF8.GetBytes($"{id}.{at.ToUnixTimeSeconds()}.{body}")));

    private async Task<(int Status, string Answer)> Send(string body, DateTimeOffset at, string? signature = null, string secret = Secret)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Path) { Content = new StringContent(body, Encoding.UTF8) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("webhook-id", "msg_1");
        request.Headers.Add("webhook-timestamp", $"{at.ToUnixTimeSeconds()}");
        request.Headers.TryAddWithoutValidation("webhook-signature", signature ?? Sign("msg_1", at, body, secret));
        using var answer = await _program.Http.SendAsync(request, Cancellation);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancellation));
    }

    // As Cognito sends it.
    private async Task<JsonObject> Event(string name, string email)
    {
        var attributes = name == "nobody"
            ? new Dictionary<string, string> { ["sub"] = Guid.NewGuid().ToString(), ["email"] = email }
            : await _program.Pool.AttributesOf(email);
        return new JsonObject
        {
            ["version"] = "1",
            ["region"] = "eu-central-1",
            ["userPoolId"] = _program.Pool.UserPoolId,
            ["userName"] = name,
            ["callerContext"] = new JsonObject { ["awsSdkVersion"] = "aws-sdk-unknown-unknown", ["clientId"] = _program.Pool.ClientId },
            ["triggerSource"] = "PostConfirmation_ConfirmSignUp",
            ["request"] = new JsonObject { ["userAttributes"] = JsonSerializer.SerializeToNode(attributes) },
            ["response"] = new JsonObject(),
        };
    }

    private async Task<JsonNode> RunFunction(JsonNode happened)
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.At("index.js"), Function(), Cancellation);
        var start = new ProcessStartInfo("node", ["-e", "require('./index.js').handler(JSON.parse(process.argv[1])).then(a => console.log(JSON.stringify(a)))", happened.ToJsonString()])
        {
            WorkingDirectory = folder.Path,
            RedirectStandardOutput = true,
        };
        (start.Environment["TENANTRY_URL"], start.Environment["HOOK_SECRET"]) = (_program.Http.BaseAddress!.GetLeftPart(UriPartial.Authority), Secret);
        using var node = Process.Start(start)!;
        var said = await node.StandardOutput.ReadToEndAsync(Cancellation);
        await node.WaitForExitAsync(Cancellation);
        Assert.Equal(0, node.ExitCode);
        return JsonNode.Parse(said)!;
    }

    /// <summary>The function as the guide has it.</summary>
    private static string Function()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(System.IO.Path.Combine(folder.FullName, "Tenantry.slnx")))
            folder = folder.Parent!;
        var guide = File.ReadAllText(System.IO.Path.Combine(folder.FullName, "docs", "cognito.md"));
        var from = guide.IndexOf("```js\n", StringComparison.Ordinal) + "```js\n".Length;
        return guide[from..guide.IndexOf("```", from, StringComparison.Ordinal)];
    }
}

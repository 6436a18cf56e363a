using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using MimeKit;

namespace Tenantry.Silo.Tests;

/// <summary>Mail as it leaves the running program.</summary>
public sealed partial class MailTests
{
    private const string Password = "xyzzy-password";

    private static readonly string[] LoudLogs =
        [.. BuiltProgram.QuickPasswords, "--Logging:LogLevel:Default=Trace", "--Logging:LogLevel:Tenantry=Trace", "--Logging:LogLevel:Orleans.Grain=Trace"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Without_a_mail_server_an_invitation_is_a_file_with_a_token_that_is_nowhere_else()
    {
        using var folder = new TemporaryFolder();
        await using var program = await RunningProgram.Start(folder.Path, [.. LoudLogs, "--Tenantry:PublicUrl=https://app.acme.example/"]);

        var invited = await Invite(program, "grace@acme.example");

        await Eventually.Holds(
            () => Task.FromResult(Directory.Exists(folder.At("mail")) && Directory.GetFiles(folder.At("mail"), "*.eml").Length == 2),
            TimeSpan.FromSeconds(20), "both mails are written");
        // The other one asks the founder to verify the address.
        var messages = await Task.WhenAll(Directory.GetFiles(folder.At("mail")).Select(file => MimeMessage.LoadAsync(file, Cancellation)));
        var message = Assert.Single(messages, message => message.To.ToString() == "grace@acme.example");
        Assert.Equal("You are invited to join “Acme”", message.Subject);
        var token = Link().Match(message.TextBody!).Groups[1].Value;
        Assert.NotEmpty(token);
        Assert.Contains($"https://app.acme.example/invitations#token={token}\"", message.HtmlBody, StringComparison.Ordinal);

        using var preview = await program.Http.PostAsJsonAsync("/v1/invitations/preview", new { token }, Cancellation);
        Assert.Equal(HttpStatusCode.OK, preview.StatusCode);
        Assert.Equal("Acme", (await preview.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("organization").GetProperty("name").GetString());
        Assert.DoesNotContain(token, program.Said, StringComparison.Ordinal);
        Assert.DoesNotContain(token, invited, StringComparison.Ordinal);
        await program.Stop();
        Assert.All(
            Directory.EnumerateFiles(folder.Path, "tenantry.db*"),
            file => Assert.DoesNotContain(token, Encoding.Latin1.GetString(File.ReadAllBytes(file)), StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_mail_server_gets_it_and_one_that_refuses_learns_and_tells_nothing()
    {
        using var folder = new TemporaryFolder();
        await using var server = new LoopbackSmtp { Capabilities = ["AUTH PLAIN"] };
        var given = Convert.ToBase64String(Encoding.UTF8.GetBytes($"\0ada\0{Password}"));
        server.Answers["AUTH"] = $"535 what is AUTH PLAIN {given} {Password}";
        await using var program = await RunningProgram.Start(
            folder.Path,
            [
                .. LoudLogs, "--Tenantry:Mail:From=Acme <mail@acme.example>", "--Tenantry:Mail:Smtp:Host=127.0.0.1",
                $"--Tenantry:Mail:Smtp:Port={server.Port}", "--Tenantry:Mail:Smtp:Security=none", "--Tenantry:Mail:Smtp:User=ada",
                $"--Tenantry:Mail:Smtp:Password={Password}",
            ]);
        await Invite(program, "grace@acme.example");
        var @operator = await program.Http.LogInOperator("operator@tenantry.local", OperatorPassword(folder));

        JsonElement mail = default;
        await Eventually.Holds(
            async () =>
            {
                var mails = (await program.Http.Get("/v1/admin/mails", @operator)).GetProperty("data");
                mail = mails.EnumerateArray().FirstOrDefault(mail => mail.GetProperty("kind").GetString() == "invitation");
                return mail.ValueKind == JsonValueKind.Object && mail.GetProperty("lastError").ValueKind == JsonValueKind.String;
            },
            TimeSpan.FromSeconds(20), "the failure is shown");
        Assert.Equal("The mail server does not accept Tenantry:Mail:Smtp:User and Password.", mail.GetProperty("lastError").GetString());

        server.Answers.Clear();
        using var retry = new HttpRequestMessage(HttpMethod.Post, $"/v1/admin/mails/{mail.GetProperty("id").GetString()}/retry");
        retry.Headers.Authorization = new AuthenticationHeaderValue("Bearer", @operator);
        using var retried = await program.Http.SendAsync(retry, Cancellation);
        Assert.Equal(HttpStatusCode.OK, retried.StatusCode);

        await Eventually.Holds(() => Task.FromResult(server.Messages.Count == 1), TimeSpan.FromSeconds(20), "the mail arrives");
        var token = Link().Match((await MimeMessage.LoadAsync(new MemoryStream(Encoding.UTF8.GetBytes(server.Messages.Single())), Cancellation)).TextBody!).Groups[1].Value;
        Assert.NotEmpty(token);
        foreach (var secret in (string[])[Password, given, token])
            Assert.DoesNotContain(secret, program.Said, StringComparison.Ordinal);
    }

    // Answers what the inviter was told.
    private static async Task<string> Invite(RunningProgram program, string email)
    {
        using var signedUp = await program.Http.SignUp(Tenant.Body("Acme", "ada@acme.example"));
        var organization = (await signedUp.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("organization").GetProperty("id").GetString();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/organizations/{organization}/invitations")
        {
            Content = JsonContent.Create(new { email }),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await program.Http.LogIn("ada@acme.example"));
        using var answer = await program.Http.SendAsync(request, Cancellation);
        var body = await answer.Content.ReadAsStringAsync(Cancellation);
        Assert.True(answer.StatusCode == HttpStatusCode.Created, body);
        return body;
    }

    private static string OperatorPassword(TemporaryFolder folder)
        => File.ReadLines(folder.At("operator.txt")).Last(line => line.StartsWith("password:", StringComparison.Ordinal))[9..].Trim();

    [GeneratedRegex(@"/invitations#token=(\S+)")]
    private static partial Regex Link();
}

using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Tenantry.Silo.Tests;

/// <summary>The built program, asking a real name server for the record that proves a domain.</summary>
public sealed class DomainTests
{
    [Fact]
    public async Task A_domain_is_proven_by_what_its_name_servers_say()
    {
        using var folder = new TemporaryFolder();
        await using var dns = new NameServer();
        await using var program = await RunningProgram.Start(folder.Path, $"--Tenantry:Domains:NameServer={dns.Address}");
        using var made = await program.Http.SignUp(Tenant.Body("Acme", "ada@acme.example"));
        var organization = (await Read(made)).GetProperty("organization").GetProperty("id").GetString();
        var token = await program.Http.LogIn("ada@acme.example");
        var domains = $"/v1/organizations/{organization}/domains";

        var added = await Post(program, domains, token, new { domain = "acme.example" });
        var (name, value) = (added.Body.GetProperty("proof").GetProperty("name").GetString()!, added.Body.GetProperty("proof").GetProperty("value").GetString()!);
        var verify = $"{domains}/acme.example/verify";

        var unknown = await Post(program, verify, token);
        Assert.Equal((409, "domain_not_verified"), (unknown.Status, unknown.Body.GetProperty("code").GetString()));
        Assert.EndsWith("there is none.", unknown.Body.GetProperty("detail").GetString(), StringComparison.Ordinal);

        dns.Publish(name, "something else");
        Assert.EndsWith("the one there has 'something else'.", (await Post(program, verify, token)).Body.GetProperty("detail").GetString(), StringComparison.Ordinal);

        dns.IsSilent = true;
        var silent = await Post(program, verify, token);
        Assert.Equal((409, $"The domain name system did not answer for {name}."), (silent.Status, silent.Body.GetProperty("detail").GetString()));

        // Long texts come in parts, so short ones may too.
        dns.IsSilent = false;
        dns.Publish(name, value[..10], value[10..]);
        var verified = await Post(program, verify, token);
        Assert.Equal((200, "verified"), (verified.Status, verified.Body.GetProperty("status").GetString()));
    }

    private static async Task<(int Status, JsonElement Body)> Post(RunningProgram program, string path, string token, object? body = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await program.Http.SendAsync(request, TestContext.Current.CancellationToken);
        return ((int)answer.StatusCode, await Read(answer));
    }

    private static Task<JsonElement> Read(HttpResponseMessage answer)
        => answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
}

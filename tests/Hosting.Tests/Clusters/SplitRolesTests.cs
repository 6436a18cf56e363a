namespace Tenantry.Hosting.Tests;

/// <summary>What is done by one process is true in all of them.</summary>
public sealed class SplitRolesTests(SharedCluster shared)
{
    [Fact]
    public async Task A_sign_up_through_one_front_end_is_seen_by_every_process_at_once()
    {
        var cluster = await shared.Healthy();
        foreach (var front in cluster.FrontEnds)
        {
            var firm = await front.Http.SignUp(Unique.Name());

            foreach (var node in cluster.Nodes)
            {
                (await node.Http.Ask("GET", firm.Path, token: firm.Token)).Be(200);
                (await node.Http.Ask("GET", firm.Path, token: await node.Http.LogIn(firm.Email))).Be(200);
            }
        }
    }

    [Fact]
    public async Task A_name_is_taken_once_whichever_processes_are_asked()
    {
        var cluster = await shared.Healthy();
        for (var round = 0; round < 5; round++)
        {
            var (name, slug) = (Unique.Name(), Unique.Name());
            var replies = await Task.WhenAll(cluster.Nodes.Select((node, i) => node.Http.Ask(
                "POST", "/v1/signups", new { organization = new { name, slug }, user = new { email = $"{name}-{i}@firms.example", password = Calls.Password } })));

            Assert.Single(replies, reply => reply.Status == 201);
            Assert.All(replies.Where(reply => reply.Status != 201), reply => Assert.Equal("slug_taken", reply.Be(409).Code));
        }
    }

    [Fact]
    public async Task A_role_holds_everywhere_from_the_next_request()
    {
        var cluster = await shared.Healthy();
        var nodes = cluster.Nodes.ToList();
        var firm = await nodes[0].Http.SignUp(Unique.Name());
        var (member, token) = await AddMember(cluster, firm);
        for (var round = 0; round < 10; round++)
        {
            var (role, allowed) = round % 2 == 0 ? ("manager", 200) : ("viewer", 403);
            (await nodes[round % nodes.Count].Http.Ask("PATCH", $"{firm.Path}/members/{member}", new { role }, firm.Token)).Be(200);

            foreach (var node in nodes)
                (await node.Http.Ask("GET", $"{firm.Path}/invitations", token: token)).Be(allowed);
        }
    }

    [Fact]
    public async Task A_suspension_holds_everywhere_from_the_next_request()
    {
        var cluster = await shared.Healthy();
        var nodes = cluster.Nodes.ToList();
        var firm = await nodes[0].Http.SignUp(Unique.Name());
        var admin = await nodes[1].Http.LogInOperator();
        for (var round = 0; round < 6; round++)
        {
            var (verb, allowed) = round % 2 == 0 ? ("suspend", 403) : ("reactivate", 200);
            (await nodes[round % nodes.Count].Http.Ask(
                "POST", $"/v1/admin/organizations/{firm.Organization}/{verb}", verb == "suspend" ? new { reason = "unpaid" } : null, admin)).Be(200);

            foreach (var node in nodes)
                (await node.Http.Ask("GET", $"{firm.Path}/members", token: firm.Token)).Be(allowed);
        }
    }

    [Fact]
    public async Task What_one_process_has_signed_every_other_accepts_and_a_signed_out_session_none()
    {
        var cluster = await shared.Healthy();
        var firm = await cluster.FrontEnds[0].Http.SignUp(Unique.Name());
        (await cluster.Silos[0].Http.Ask("DELETE", "/v1/me/sessions", token: firm.Token)).Be(204);

        foreach (var node in cluster.Nodes)
            (await node.Http.Ask("GET", "/v1/me", token: firm.Token)).Be(401);
    }

    internal static async Task<(string Id, string Token)> AddMember(Cluster cluster, Firm firm)
    {
        var email = $"{Unique.Name()}@members.example";
        var http = cluster.FrontEnds[0].Http;
        var made = (await http.Ask("POST", $"{firm.Path}/users", new { email, password = Calls.Password, role = "viewer" }, firm.Token)).Be(201);
        return (made.At("id")!, await http.LogIn(email));
    }
}

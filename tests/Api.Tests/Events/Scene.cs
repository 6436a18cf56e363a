namespace Tenantry.Api.Tests;

/// <summary>A request that is about to be made.</summary>
internal sealed record Call(string Path, string? Body, string? Token);

/// <summary>A tenant of its own, to make one request in, and what has to be there for the request to succeed.</summary>
internal sealed record Scene(ApiHost Host, Tenant Tenant, string Method, string Template)
{
    public const string Other = "another-violet-tractor";

    /// <summary>The request with the tenant's own ids and the usual body, by whom it is for.</summary>
    public Call Usual => new(
        Route.Fill(Template, Tenant),
        Bodies.Of($"{Method} {Template}") is { } body ? Route.Fill(body, Tenant) : null,
        Template.StartsWith("/v1/admin/", StringComparison.Ordinal) ? Host.Operator : Tenant.Admin);

    public string Admin => $"/v1/admin/organizations/{Tenant.Organization}";

    /// <summary>The usual request with another last id in its address.</summary>
    public Call Of(string parameter, string id) => Usual with { Path = Route.Fill(Template.Replace(parameter, id, StringComparison.Ordinal), Tenant) };

    /// <summary>Asks as the tenant's admin, which has to succeed.</summary>
    public Task<Reply> Do(string method, string path, string? body = null) => Done(Host.Http.Ask(method, Tenant.Path + path, body, Tenant.Admin));

    /// <summary>Asks for the user, which has to succeed.</summary>
    public Task<Reply> Mine(string method, string path, string? body = null) => Done(Host.Http.Ask(method, path, body, Tenant.Admin));

    /// <summary>Asks as an operator, which has to succeed.</summary>
    public Task<Reply> Operate(string method, string path, string? body = null) => Done(Host.Http.Ask(method, path, body, Host.Operator));

    /// <summary>The usual request, after the one that it undoes or goes on from, at the same address but for a last part.</summary>
    public async Task<Call> After(string method, string? lastPart = null, string? body = null)
    {
        var usual = Usual;
        var path = lastPart is null ? usual.Path : usual.Path[..(usual.Path.LastIndexOf('/') + 1)] + lastPart;
        await Done(Host.Http.Ask(method, path.TrimEnd('/'), body ?? Bodies.Of($"{method} {Template}"), usual.Token));
        return usual;
    }

    public async Task<Call> Member(string? body = null)
    {
        var (user, _) = await Tenant.AddUser(Role.Member);
        return Of("{user}", user) with { Body = body ?? Usual.Body };
    }

    /// <summary>The id of what a request makes.</summary>
    public async Task<string> Made(string path, string body, string? token = null)
        => (await Done(Host.Http.Ask("POST", path, body, token ?? Tenant.Admin))).At("id")!;

    /// <summary>An invitation's id, its token and the address.</summary>
    public async Task<(string Id, string Token, string Email)> Invited(string? email = null)
    {
        email ??= $"{Unique.Name()}@example.com";
        var made = await Do("POST", "/invitations", $$"""{"email":"{{email}}","sendMail":false}""");
        return (made.At("id")!, made.At("token")!, email);
    }

    /// <summary>The request with a mailed token in its body.</summary>
    public Call ByToken(string token, string? @as, string more = "") => new(Template, $$"""{"token":"{{token}}"{{more}}}""", @as);

    /// <summary>A domain of the tenant's, not verified yet.</summary>
    public async Task<string> Domain()
    {
        var domain = $"{Unique.Name()}.example";
        Host.Dns.Publish((await Do("POST", "/domains", $$"""{"domain":"{{domain}}"}""")).Json["proof"]!);
        return domain;
    }

    /// <summary>Adds a flag that tenants switch to what the product defines; other tests change it too.</summary>
    public async Task<string> Flag()
    {
        var key = $"flag-{Unique.Ordinal()}";
        while (true)
        {
            var product = await Host.Grains.Product().Get();
            var more = product with { Flags = [.. product.Flags, new FlagDefinition { Key = key, SelfService = true }] };
            if ((await Host.Grains.Product().Put(more, product.Revision, Actor.System)).Succeeded)
                return key;
        }
    }

    /// <summary>A mail that has not left.</summary>
    public async Task<string> Unsent()
    {
        var (id, to) = (Unique.Id<MailId>(), $"{Unique.Name()}@example.com");
        Host.Mails.FailFor(to, new MailRefusedException("550 no such mailbox"));
        await Host.Grains.Mail(id).Enqueue(new TrialEndedMail
        {
            To = to,
            OrganizationName = "Acme",
            Plan = "trial",
            TrialEndedAt = DateTimeOffset.UnixEpoch,
        });
        await Eventually.True(async () => (await Host.Grains.Mail(id).Get()).Value?.Status == MailStatus.Parked);
        return id.Value;
    }

    /// <summary>A user of whom a pool outside has not heard, since there is none.</summary>
    public async Task<string> Unheard()
    {
        var user = Host.Grains.PoolUser(UserId.Wrap(Tenant.User));
        await user.Follow(new PoolNews { IsFromAccount = true });
        await Eventually.True(async () => (await user.Get()).Value?.LastError is not null);
        return Tenant.User;
    }

    /// <summary>The first event of a log.</summary>
    public async Task<string> FirstEvent(LogId log)
    {
        await Eventually.True(async () => await Host.Grains.Lists().Events(log, 0, 1) is { IsEmpty: false });
        return (await Host.Grains.Lists().Events(log, 0, 1))[0].Event.Id.Value;
    }

    /// <summary>The body of a plan in the catalogue, with nothing to tell it from the others but its name.</summary>
    public static string PlanBody => """{"displayName":"Other","rank":1000000,"limits":{}}""";

    private async Task<Reply> Done(Task<Reply> asking)
    {
        var reply = await asking;
        Assert.True(reply.Status is >= 200 and < 300, $"Before {Method} {Template}: {reply.Status} {reply.Text}");
        return reply;
    }
}

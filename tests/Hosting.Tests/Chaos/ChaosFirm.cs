using System.Collections.Concurrent;

namespace Tenantry.Hosting.Tests;

/// <summary>A tenant of a run, with what was acknowledged about it.</summary>
internal sealed class ChaosFirm(string organization, string slug, string email)
{
    private string? _token;

    public string Organization => organization;

    public string Slug => slug;

    public string Email => email;

    public string Path => $"/v1/organizations/{organization}";

    /// <summary>Who has joined, by their ids.</summary>
    public ConcurrentDictionary<string, string> Members { get; } = [];

    /// <summary>The name that was acknowledged last, and those asked for since, of which each may have come true.</summary>
    public List<string> Names { get; } = [];

    /// <summary>Asks as its admin, who signs in when there is no good token.</summary>
    public async Task<Reply> Ask(Balancer balancer, string method, string path, object? body = null, string? key = null)
    {
        if (_token is null && await SignIn(balancer) is { } refused)
            return refused;
        var reply = await balancer.Ask(method, Path + path, body, _token, key);
        if (reply.Status == 401)
            _token = null;
        return reply;
    }

    private async Task<Reply?> SignIn(Balancer balancer)
    {
        try
        {
            _token = await balancer.Next().Http.LogIn(email);
            return null;
        }
        catch (Exception failure) when (failure is not Xunit.Sdk.FailException)
        {
            return new(0, failure.Message, null);
        }
    }
}

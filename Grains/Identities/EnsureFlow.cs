namespace Tenantry.Grains;

/// <summary>
/// Finds the account of somebody from outside, or signs them up. All who ask at once run the same sign-up, by the one seed that the
/// link hands out; whoever comes first with a step, the others find it done. See docs/adr/0021.
/// </summary>
internal sealed class EnsureFlow(IGrainFactory grains, SignupFlow signups, TimeProvider time)
{
    private const int Attempts = 3;

    /// <summary>Errors: those of <see cref="SignupFlow.Found"/>.</summary>
    public async Task<Result<EnsuredAccount>> Run(EnsureAccount ensure)
    {
        var identity = ensure.Identity;
        var link = grains.IdentityLink(identity.Issuer, identity.Subject);
        if (await Known(link) is { } known) return new EnsuredAccount(known, IsNew: false);

        for (var attempt = 1; ; attempt++)
        {
            var begun = await link.Begin(ensure);
            if (begun.User is { } user) return new EnsuredAccount(user, IsNew: true);

            var made = await Make(link, begun);
            if (made.Succeeded) return made;

            // Only what can never commit under its ids makes room for the next: what has committed is carried on by whoever asks again.
            if (await grains.Organization(OrganizationOf(begun)).Abandon())
                await link.GiveUp(begun.Seed);
            if (made.Error.Code != ErrorCode.AttemptAbandoned || attempt == Attempts) return made;
        }
    }

    // An account that was closed leaves its link behind, and so does one whose owner turned out to be somebody else.
    private async Task<UserId?> Known(IIdentityLinkGrain link)
    {
        if (await link.Get() is not { } known) return null;
        if (await grains.User(known.User).Honours(known.LinkedAt)) return known.User;
        await link.Unlink(known.User);
        return null;
    }

    private async Task<Result<EnsuredAccount>> Make(IIdentityLinkGrain link, LinkAttempt attempt)
    {
        var ids = new CommandIds(attempt.Seed);
        var identity = attempt.Wish.Identity;
        var request = SignupRequest.Read(attempt.Wish, out var broken);
        if (broken is not null) return broken;

        var founder = ids.For<UserId>("user");
        if (await grains.EmailClaim(request.EmailKey).Get() is { Confirmed: true } claim && claim.Owner != founder.Value
            && await Joined(link, identity, UserId.Wrap(claim.Owner)) is { } joined)
            return joined;

        var pool = identity.PoolName is { } name ? new PoolNews { Name = name } : null;
        var founded = await signups.Found(request, () => Task.FromResult(new NewPassword("", pool)), ids);
        if (!founded.Succeeded) return founded.Error;

        // Proven or used, the account does not yield its address to anybody.
        if (identity.EmailVerified)
            await grains.User(founder).VerifyEmail();
        else
            await grains.User(founder).SignIn(time.GetUtcNow(), proof: null);
        return new EnsuredAccount(await link.Link(founder), IsNew: true);
    }

    // Both sides must have proven the address: otherwise whoever typed it first, there or here, would get the other's account. Null
    // when the newcomer alone has proven it: an account that nobody has proven or used yields it to the sign-up.
    private async Task<Result<EnsuredAccount>?> Joined(IIdentityLinkGrain link, ExternalIdentity identity, UserId owner)
    {
        if (!identity.EmailVerified) return Errors.EmailTaken();
        if (await grains.User(owner).Get() is not { Value.EmailVerified: true }) return null;
        return new EnsuredAccount(await link.Link(owner), IsNew: false);
    }

    private static OrganizationId OrganizationOf(LinkAttempt attempt) => new CommandIds(attempt.Seed).For<OrganizationId>("organization");
}

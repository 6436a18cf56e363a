namespace Tenantry.Grains;

/// <summary>
/// The sign-up: validate, claim the email and then the slug, commit the organization, wait until the rest is made. The
/// organization's record is the commit point: before it nothing counts, after it nothing is undone. See docs/adr.
/// </summary>
internal sealed class SignupFlow(IGrainFactory grains, IPasswords passwords, NewPasswords newPasswords, SlugTaking slugs, SignupMeter meter)
{
    private static readonly TimeSpan SettleTimeout = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Errors: <see cref="ErrorCode.ValidationFailed"/>, <see cref="ErrorCode.EmailTaken"/>, <see cref="ErrorCode.SlugTaken"/>,
    /// <see cref="ErrorCode.AttemptAbandoned"/>, <see cref="ErrorCode.TemporarilyUnavailable"/>.
    /// </summary>
    public async Task<Result<SignupView>> Run(SignUp signUp, CommandIds ids)
    {
        var request = SignupRequest.Read(signUp, passwords, out var broken);
        if (broken is null) return await Found(request, () => newPasswords.Make(signUp.Password), ids);

        meter.Count(broken.Code);
        return broken;
    }

    /// <summary>
    /// As a sign-up whose request is known to be good. Errors: <see cref="ErrorCode.EmailTaken"/>, <see cref="ErrorCode.SlugTaken"/>,
    /// <see cref="ErrorCode.AttemptAbandoned"/>, <see cref="ErrorCode.TemporarilyUnavailable"/>.
    /// </summary>
    /// <param name="request">What is to be made.</param>
    /// <param name="makePassword">Makes what is kept of the password; asked only when nothing refuses the request.</param>
    /// <param name="ids">The ids of everything that is made.</param>
    public async Task<Result<SignupView>> Found(SignupRequest request, Func<Task<NewPassword>> makePassword, CommandIds ids)
    {
        try
        {
            var made = await Make(request, makePassword, ids);
            meter.Count(made.Error?.Code);
            return made;
        }
        catch
        {
            meter.CountFailure();
            throw;
        }
    }

    private async Task<Result<SignupView>> Make(SignupRequest request, Func<Task<NewPassword>> makePassword, CommandIds ids)
    {
        var attempt = ids.For<OrganizationId>("organization");
        var founder = ids.For<UserId>("user");
        if (await Refusal(request, attempt, founder) is { } taken) return taken;

        // Hashing takes longest and needs nobody; done before the claims, it does not hold them.
        var password = await makePassword();

        // One after the other. In parallel, two equal sign-ups could each win one claim, and both would lose.
        var emailClaim = grains.EmailClaim(request.EmailKey);
        var answer = request.IsProven ? await emailClaim.TakeProven(attempt.Value, founder.Value) : await emailClaim.Take(attempt.Value, founder.Value);
        if (answer != ClaimAnswer.Granted)
            return SlugTaking.Pending(Errors.EmailTaken(), answer);
        var taking = await slugs.Take(request.Slug, request.Name, attempt, ids);
        if (!taking.Succeeded)
        {
            // The tombstone first: without it a late commit could use an email address that is somebody else's by then.
            if (await grains.Organization(attempt).Abandon())
                await emailClaim.Release(attempt.Value);
            return taking.Error;
        }

        var organization = grains.Organization(attempt);
        var plans = await grains.Plans().List();
        var project = new NewProject
        {
            Id = ids.For<ProjectId>("project"),
            Name = "Default",
            Environments = CommandRunner.DefaultEnvironments(ids),
        };
        var created = await organization.Create(new FoundOrganization
        {
            Name = request.Name,
            Slug = taking.Value,
            Plan = plans.First(plan => plan.TrialDays is not null),
            Founder = new Founder
            {
                Id = founder,
                Email = request.Email,
                EmailKey = request.EmailKey,
                Name = request.UserName,
                PasswordHash = password.Hash,
                Pool = password.Pool,
                IsProven = request.IsProven,
            },
            Project = project,
        });
        if (created.Error is { } error)
        {
            // The tombstone is stored, so the names can go; kept, they would stand in the way of the next attempt.
            await emailClaim.Release(attempt.Value);
            await grains.SlugClaim(taking.Value).Release(attempt.Value);
            return error;
        }

        if (!await organization.Settled(SettleTimeout))
            return Errors.TemporarilyUnavailable("The sign-up is stored; its parts are still being made.");

        return new SignupView(
            created.Value!,
            new FounderView(founder, request.Email, request.UserName, Role.Admin),
            new MakeProject(attempt, project, created.Value!.CreatedAt).View());
    }

    // Whoever holds a name for good is refused before anything is written or hashed; what is pending is left to the claim.
    private async Task<Error?> Refusal(SignupRequest request, OrganizationId attempt, UserId founder)
    {
        var emailClaim = grains.EmailClaim(request.EmailKey).Get();
        var slugClaim = request.Slug is null ? Task.FromResult<ClaimView?>(null) : grains.SlugClaim(request.Slug).Get();
        return !request.IsProven && await emailClaim is { Confirmed: true } email && email.Owner != founder.Value ? Errors.EmailTaken()
            : await slugClaim is { Confirmed: true } slug && slug.Owner != attempt.Value ? Errors.SlugTaken()
            : null;
    }
}

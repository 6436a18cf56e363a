namespace Tenantry.Grains;

/// <summary>
/// Founds an organization for a user who exists already: as a sign-up (see docs/adr), but the account is there and only the slug
/// has to be claimed.
/// </summary>
internal sealed class FurtherOrganizationFlow(IGrainFactory grains, SlugTaking slugs)
{
    private static readonly TimeSpan SettleTimeout = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Errors: <see cref="ErrorCode.ValidationFailed"/>, <see cref="ErrorCode.UserNotFound"/>,
    /// <see cref="ErrorCode.TooManyOrganizations"/>, <see cref="ErrorCode.SlugTaken"/>, <see cref="ErrorCode.AttemptAbandoned"/>,
    /// <see cref="ErrorCode.TemporarilyUnavailable"/>.
    /// </summary>
    public async Task<Result<OrganizationView>> Run(CreateOrganization create, CommandIds ids)
    {
        var rules = new FieldRules();
        var name = rules.Line("name", create.Name);
        var wanted = SlugTaking.Read("slug", create.Slug, rules);
        if (rules.AreBroken) return rules.ToError();

        var user = await grains.User(create.User).Get();
        if (!user.Succeeded) return user.Error;
        var attempt = ids.For<OrganizationId>("organization");
        if (user.Value.Organizations.Length >= UserState.MostOrganizations && !user.Value.Organizations.Contains(attempt))
            return Errors.TooManyOrganizations(UserState.MostOrganizations);

        var taking = await slugs.Take(wanted, name, attempt, ids);
        if (!taking.Succeeded) return taking.Error;

        var organization = grains.Organization(attempt);
        var plans = await grains.Plans().List();
        var created = await organization.Create(new FoundOrganization
        {
            Name = name,
            Slug = taking.Value,
            Plan = plans.First(plan => plan.TrialDays is not null),
            Founder = new Founder { Id = create.User, Email = user.Value.Email, Name = user.Value.Name },
            Project = new NewProject
            {
                Id = ids.For<ProjectId>("project"),
                Name = "Default",
                Environments = CommandRunner.DefaultEnvironments(ids),
            },
        });
        if (created.Error is { } error)
        {
            await grains.SlugClaim(taking.Value).Release(attempt.Value);
            return error;
        }

        return await organization.Settled(SettleTimeout)
            ? created.Value!
            : Errors.TemporarilyUnavailable("The organization is stored; its parts are still being made.");
    }
}

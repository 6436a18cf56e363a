namespace Tenantry.Grains;

internal sealed partial class CommandRunner
{
    private const int LongestShown = 100;

    private async Task<Result<DomainView>> Run(AddDomain add, CommandIds ids)
    {
        var rules = new FieldRules();
        var domain = rules.Domain("domain", add.Domain);
        if (rules.AreBroken) return rules.ToError();
        return await Settled(
            add.Organization, grains.Organization(add.Organization).AddDomain(domain, add.Enrolment, ids.TextFor("domain", 32), add.Actor));
    }

    // The look-up takes seconds when name servers are slow, so it is made here and not in a turn of the organization.
    private async Task<Result<DomainView>> Run(VerifyDomain verify)
    {
        var organization = grains.Organization(verify.Organization);
        var found = await Find(verify.Organization, verify.Domain);
        if (found.Value is not { Status: DomainStatus.Pending } domain) return found;
        if (await Disproof(domain.Proof) is { } disproof) return disproof;

        var wish = await organization.ProveDomain(domain.Domain, domain.Proof, verify.Actor);
        if (!wish.Succeeded) return wish.Error;
        var decided = await organization.Decided(wish.Value, SettleTimeout);
        return decided.Succeeded ? await organization.GetDomain(domain.Domain) : decided.Error;
    }

    private async Task<Result<Done>> Run(RemoveDomain remove)
    {
        var found = await Find(remove.Organization, remove.Domain);
        return found.Succeeded
            ? await Settled(remove.Organization, grains.Organization(remove.Organization).RemoveDomain(found.Value.Domain, remove.Actor))
            : found.Error;
    }

    private async Task<Result<MemberView>> Run(JoinByDomain join)
    {
        var user = await grains.User(join.User).Get();
        if (!user.Succeeded) return user.Error;
        // Who has no address at the domain must not learn that the organization exists, not even by what is checked first.
        if (EmailAddress.DomainOf(user.Value.Email) is not { } domain
            || await grains.Organization(join.Organization).EnrolmentBy(domain) == Enrolment.None)
            return Errors.OrganizationNotFound(join.Organization);
        if (!user.Value.EmailVerified) return Errors.EmailNotVerified();
        if (user.Value.Organizations.Length >= UserState.MostOrganizations && !user.Value.Organizations.Contains(join.Organization))
            return Errors.TooManyOrganizations(UserState.MostOrganizations);

        var newcomer = new Newcomer(join.User, user.Value.Email, user.Value.Name, RoleSet.None);
        return await Member(join.Organization, join.User, grains.Organization(join.Organization).JoinBy(domain, newcomer, automatically: false));
    }

    private async Task<Result<DomainView>> Find(OrganizationId organization, string typed)
        => DomainName.TryNormalize(typed, out var domain)
            ? await grains.Organization(organization).GetDomain(domain)
            : Errors.DomainNotFound(typed);

    private async Task<Error?> Disproof(DomainProof proof)
    {
        var texts = await txtRecords.Find(proof.Name);
        return texts is null
                ? Errors.DomainNotVerified($"The domain name system did not answer for {proof.Name}.") with { RetryAfter = TimeSpan.FromSeconds(10) }
            : texts.Contains(proof.Value) ? null
            : Errors.DomainNotVerified($"No TXT record at {proof.Name} has the text '{proof.Value}'; {Shown(texts)}.");
    }

    private static string Shown(IReadOnlyList<string> texts) => texts.Count switch
    {
        0 => "there is none",
        1 => $"the one there has '{Shown(texts[0])}'",
        var count => $"the {count} there have '{string.Join("', '", texts.Take(3).Select(Shown))}'{(count > 3 ? " and others" : "")}",
    };

    // What others publish is shown, but not a book of it, and nothing that is no text.
    private static string Shown(string text)
        => string.Concat((text.Length > LongestShown ? text[..LongestShown] + "…" : text).Select(c => char.IsControl(c) || char.IsSurrogate(c) ? '?' : c));
}

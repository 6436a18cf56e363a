using System.Collections.Immutable;

namespace Tenantry.Grains;

internal sealed partial class OrganizationGrain
{
    public Task<Result<ImmutableArray<DomainView>>> GetDomains() => Task.FromResult<Result<ImmutableArray<DomainView>>>(
        State.Exists() ? State.Domains.Select(domain => domain.View()).ToImmutableArray() : Errors.OrganizationNotFound(Id));

    public Task<Result<DomainView>> GetDomain(string domain) => Task.FromResult<Result<DomainView>>(
        !State.Exists() ? Errors.OrganizationNotFound(Id)
            : State.Domain(domain) is { } found ? found.View()
            : Errors.DomainNotFound(domain));

    public async Task<Result<DomainView>> AddDomain(string domain, Enrolment enrolment, string token, Actor actor)
    {
        if (Refusal() is { } refusal) return refusal;
        if (State.Domain(domain) is { } existing) return existing.Token == token ? existing.View() : Errors.DomainExists(domain);
        if (State.Domains.Length >= OrganizationState.MostDomains) return Errors.CapacityReached("email domains of an organization", OrganizationState.MostDomains);

        var added = new EmailDomain { Name = domain, Token = token, Enrolment = enrolment, CreatedAt = Now, Revision = 1 };
        await CommitUnseen(
            State with { Domains = State.Domains.Add(added) },
            Happened(EventTypes.DomainAdded, actor, domain, ("enrolment", Text(enrolment))));
        return added.View();
    }

    public async Task<Result<DomainView>> ChangeDomain(string domain, Enrolment? enrolment, long? ifRevision, Actor actor)
    {
        if (Refusal() is { } refusal) return refusal;
        if (State.Domain(domain) is not { } found) return Errors.DomainNotFound(domain);
        if (ifRevision is { } expected && expected != found.Revision) return Errors.RevisionMismatch();
        if (enrolment is null || enrolment == found.Enrolment) return found.View();

        var changed = found with { Enrolment = enrolment.Value, Revision = found.Revision + 1 };
        await CommitUnseen(
            State with { Domains = State.Domains.Replace(found, changed) },
            Happened(EventTypes.DomainChanged, actor, domain).Changing(("enrolment", Text(found.Enrolment), Text(changed.Enrolment))));
        return changed.View();
    }

    public async Task<Result<NameWish>> ProveDomain(string domain, DomainProof proof, Actor actor)
    {
        if (Refusal() is { } refusal) return refusal;
        // With another proof it was removed and added again meanwhile; the proof that counts now was not looked for.
        if (State.Domain(domain) is not { } found || found.View().Proof != proof) return Errors.DomainNotFound(domain);
        if (found.VerifiedAt is not null) return NameWish.None;
        if (IsWanted(domain)) return Errors.ChangeInProgress();

        return await Wish(State.Wish(NameKind.Domain, domain, actor));
    }

    public async Task<Result<Done>> RemoveDomain(string domain, Actor actor)
    {
        if (Refusal() is { } refusal) return refusal;
        if (State.Domain(domain) is not { } found) return Errors.DomainNotFound(domain);
        if (IsWanted(domain)) return Errors.ChangeInProgress();

        var removed = State with { Domains = State.Domains.Remove(found) };
        var happened = Happened(EventTypes.DomainRemoved, actor, domain);
        if (State.NameOf(NameKind.Domain, domain) is not { } name)
            await CommitUnseen(removed, happened);
        else if (name.Status == NameStatus.Held)
            await CommitUnseen(removed.Without(name), happened, Release(name));
        else
            await CommitUnseen(removed.Without(name), happened);
        return new Done();
    }

    public async Task<Result<Done>> JoinBy(string domain, Newcomer newcomer, bool automatically)
    {
        if (!State.LetsIn(domain, automatically)) return Errors.OrganizationNotFound(Id);
        var place = await DecidedPlace(newcomer.User);
        // The doors are closed to whoever is disabled; they find what a stranger finds who is not invited.
        if (place is { Disabled: true }) return Errors.OrganizationNotFound(Id);
        if (Refusal() is { } refusal) return refusal;
        if (place is not null) return new Done();
        var actor = Actor.User(newcomer.User);
        if (!State.HasRoomFor(Meters.Users))
        {
            var full = await OutOf(Meters.Users, State.InUseOf(Meters.Users));
            // Nobody waits for this answer, so the log is the only place where an admin can see it.
            if (automatically)
                await CommitUnseen(State, Happened(EventTypes.DomainJoinRefused, actor, domain, ("user", newcomer.User.Value), ("meter", Meters.Users)));
            return full;
        }

        var admitted = Admitting(State.Use(Meters.Users), newcomer with { Roles = new RoleSet { Role = Role.Member } }, actor);
        if (!admitted.Succeeded) return admitted.Error;

        await CommitUnseen(admitted.Value.Next, admitted.Value.Messages);
        return new Done();
    }

    public ValueTask<Enrolment> EnrolmentBy(string domain) => new(State.EnrolmentBy(domain));

    private Task HoldDomain(OwnName wanted)
    {
        var found = State.Domain(wanted.Text)!;
        var verified = found with { VerifiedAt = Now, Revision = found.Revision + 1 };
        return CommitUnseen(
            State.WithHeld(wanted) with { Domains = State.Domains.Replace(found, verified) },
            Happened(EventTypes.DomainVerified, wanted.By!, wanted.Text),
            Confirm(wanted));
    }

    private bool IsWanted(string domain) => State.NameOf(NameKind.Domain, domain) is { Status: NameStatus.Wanted };

    private AppendEvents Happened(EventType type, Actor actor, string domain, params ReadOnlySpan<(string Name, string? Value)> data)
        => new(Id, [Event(type, actor, [("domain", domain), .. data])]);

    private static string Text(Enrolment enrolment) => enrolment.ToString().ToLowerInvariant();
}

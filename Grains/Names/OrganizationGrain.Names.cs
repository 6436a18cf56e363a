namespace Tenantry.Grains;

internal sealed partial class OrganizationGrain
{
    public async Task<Result<NameWish>> Update(OrganizationChanges changes, long? ifRevision, Actor actor)
    {
        if (Refusal() is { } refusal) return refusal;
        if (ifRevision is { } expected && expected != Revision) return Errors.RevisionMismatch();

        var rules = new FieldRules();
        var name = rules.OptionalLine("name", changes.Name) ?? State.Name;
        var slug = SlugTaking.Read("slug", changes.Slug, rules) ?? State.Slug;
        if (rules.AreBroken) return rules.ToError();

        // Whoever changed something now would change it behind the back of the change that is not decided yet.
        if (State.Wants(NameKind.Slug)) return Errors.ChangeInProgress();
        if (slug != State.Slug) return await ChangeSlug(slug, name == State.Name ? null : name, actor);
        if (name == State.Name) return NameWish.None;

        await Announce(State with { Name = name }, Renamed(name, actor));
        return NameWish.None;
    }

    public async Task<Result<NameWish>> SetExternalId(string externalId, Actor actor)
    {
        if (RefusalTo(actor) is { } refusal) return refusal;
        var rules = new FieldRules();
        rules.ExternalId("externalId", externalId);
        if (rules.AreBroken) return rules.ToError();
        if (State.Wants(NameKind.ExternalId)) return Errors.ChangeInProgress();
        if (State.ExternalId() == externalId) return NameWish.None;

        return await Wish(State.Wish(NameKind.ExternalId, externalId, actor));
    }

    public async Task<Result<Done>> ClearExternalId(Actor actor)
    {
        if (RefusalTo(actor) is { } refusal) return refusal;
        if (State.Wants(NameKind.ExternalId)) return Errors.ChangeInProgress();
        if (State.Held(NameKind.ExternalId) is not { } held) return new Done();

        await Announce(
            State.Without(held),
            Event(EventTypes.OrganizationExternalIdChanged, actor).Changing(("externalId", held.Text, null)),
            Release(held));
        return new Done();
    }

    public async Task NameDecided(string claim, ClaimAnswer answer, long order)
    {
        if (State.Names.FirstOrDefault(name => name.Status == NameStatus.Wanted && name.Wish == order) is not { } wanted || wanted.Claim() != claim)
            return;

        if (answer != ClaimAnswer.Granted)
            await CommitUnseen(State.Refused(wanted, answer));
        else if (wanted.Kind == NameKind.Slug)
            await AnnounceSlug(wanted, wanted.Rename, wanted.By!, Confirm(wanted));
        else if (wanted.Kind == NameKind.ExternalId)
            await HoldExternalId(wanted);
        else
            await HoldDomain(wanted);
    }

    public async Task<Result<OrganizationView>> Decided(NameWish wish, TimeSpan timeout)
    {
        // Twice: what a decision announces is announced only after what asked for it was delivered.
        var settled = await WhenDelivered(timeout) && await WhenDelivered(timeout);
        if (State.Names.FirstOrDefault(name => name.Wish == wish.Order && name.Status == NameStatus.Refused) is { } refused)
            return refused.Error();
        return settled
            ? View()
            : Errors.TemporarilyUnavailable("The change is stored; its effects are still on their way.");
    }

    public Task<NamedOrganization?> FindByName(string claim) => Task.FromResult(
        !State.Exists() ? null
            : claim == GrainKeys.SlugClaimKey(State.Slug) ? new NamedOrganization(View(), Moved: false)
            : State.Names.FirstOrDefault(name => name.Claim() == claim) switch
            {
                { Status: NameStatus.Held } => new NamedOrganization(View(), Moved: false),
                { Status: NameStatus.Leaving, Until: var until } when until > Now => new NamedOrganization(View(), Moved: true),
                _ => null,
            });

    private async Task OnNamesDue()
    {
        var released = State.FormerSlugs().Where(name => name.Until <= Now).ToArray();
        if (released.Length == 0) return;

        await CommitUnseen(
            released.Aggregate(State, (state, name) => state.Without(name)),
            [
                new AppendEvents(Id, [.. released.Select(name => Event(EventTypes.OrganizationSlugReleased, Actor.System, ("slug", name.Text)))]),
                .. released.Select(Release),
            ]);
    }

    private async Task<Result<NameWish>> ChangeSlug(string slug, string? rename, Actor actor)
    {
        if (State.NameOf(NameKind.Slug, slug) is { Status: NameStatus.Leaving } former)
        {
            await AnnounceSlug(former, rename, actor);
            return NameWish.None;
        }

        return State.FormerSlugs().Count() >= OrganizationState.MostFormerSlugs
            ? Errors.CapacityReached("former slugs at once", OrganizationState.MostFormerSlugs)
            : await Wish(State.Wish(NameKind.Slug, slug, actor, rename));
    }

    private async Task<Result<NameWish>> Wish(OrganizationState next)
    {
        await CommitUnseen(next, new TakeName(next.Names[^1].Claim(), Id, next.Order));
        return new NameWish(next.Order);
    }

    private Task AnnounceSlug(OwnName slug, string? rename, Actor actor, params ReadOnlySpan<Message> more)
    {
        var next = State.WithSlug(slug, rename, Now);
        var changed = Event(EventTypes.OrganizationSlugChanged, actor).Changing(("slug", State.Slug, slug.Text));
        return Commit(
            next,
            [
                new AppendEvents(Id, rename is null ? [changed] : [Renamed(rename, actor), changed]),
                new PutDirectoryEntry(next.DirectoryEntry(Id), Revision + 1),
                .. more,
            ]);
    }

    private Task HoldExternalId(OwnName wanted)
    {
        var before = State.Held(NameKind.ExternalId);
        var next = State.WithHeld(wanted);
        Message[] claims = before is null ? [Confirm(wanted)] : [Confirm(wanted), Release(before)];
        return Announce(
            before is null ? next : next.Without(before),
            Event(EventTypes.OrganizationExternalIdChanged, wanted.By!).Changing(("externalId", before?.Text, wanted.Text)),
            claims);
    }

    private TenantEvent Renamed(string name, Actor actor) => Event(EventTypes.OrganizationRenamed, actor).Changing(("name", State.Name, name));

    private ConfirmName Confirm(OwnName name) => new(name.Claim(), Id, name.Wish);

    private ReleaseName Release(OwnName name) => new(name.Claim(), Id, name.Wish);

    // An operator also acts for an organization that is suspended.
    private Error? RefusalTo(Actor actor)
        => actor.Kind == ActorKind.Operator && State.Exists() ? null : Refusal();
}

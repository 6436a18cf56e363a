namespace Tenantry.Grains;

[GrainType("profile")]
internal sealed partial class ProfileGrain(
    [PersistentState("record")] IPersistentState<Record<ProfileState>> storage, AggregateSurroundings surroundings)
    : AggregateGrain<ProfileState>(storage, surroundings), IProfileGrain
{
    private const string CompanyStep = "companyDetails";

    private OrganizationId Id => OrganizationId.Wrap(this.GetPrimaryKeyString());

    public async ValueTask<OnboardingView> GetOnboarding()
    {
        var product = await Grains.Product().Get();
        return State.Onboarding(product);
    }

    public async Task<Result<OnboardingView>> CompleteStep(string step, Actor actor)
    {
        var product = await Grains.Product().Get();
        if (!Has(product, step)) return Errors.StepNotFound(step);
        if (State.Steps.ContainsKey(step)) return State.Onboarding(product);

        await Commit(State.Complete(step, new StepDone(Now, actor.Id), product), Event(EventTypes.OnboardingStepCompleted, actor, ("step", step)));
        return State.Onboarding(product);
    }

    public async Task<Result<OnboardingView>> ReopenStep(string step, Actor actor)
    {
        var product = await Grains.Product().Get();
        if (!Has(product, step)) return Errors.StepNotFound(step);
        if (!State.Steps.ContainsKey(step)) return State.Onboarding(product);

        await Commit(State.Reopen(step), Event(EventTypes.OnboardingStepReopened, actor, ("step", step)));
        return State.Onboarding(product);
    }

    public ValueTask<CompanyView> GetCompany() => new(State.CompanyAt());

    public Task<Result<CompanyView>> PutCompany(CompanyView company, long? ifRevision, Actor actor) => SetCompany(company, ifRevision, actor);

    public Task<Result<CompanyView>> PatchCompany(CompanyView changes, long? ifRevision, Actor actor)
        => SetCompany(
            new CompanyView
            {
                LegalName = changes.LegalName ?? State.Company.LegalName,
                Website = changes.Website ?? State.Company.Website,
                Size = changes.Size ?? State.Company.Size,
                Address = changes.Address ?? State.Company.Address,
            },
            ifRevision,
            actor);

    private async Task<Result<CompanyView>> SetCompany(CompanyView given, long? ifRevision, Actor actor)
    {
        if (ifRevision is { } expected && expected != State.CompanyAt().Revision) return Errors.RevisionMismatch();
        var rules = new FieldRules();
        var company = CompanyRules.Check(given, rules);
        if (rules.AreBroken) return rules.ToError();

        var product = await Grains.Product().Get();
        var completes = company != new CompanyView() && Has(product, CompanyStep) && !State.Steps.ContainsKey(CompanyStep);
        if (company == State.Company && !completes) return State.CompanyAt();

        var next = State;
        var events = new List<Message>();
        if (company != State.Company)
        {
            next = next with { Company = company, CompanyRevision = next.CompanyRevision + 1 };
            events.Add(Event(EventTypes.CompanyChanged, actor).Changing(CompanyRules.Changes(State.Company, company)));
        }

        if (completes)
        {
            next = next.Complete(CompanyStep, new StepDone(Now, actor.Id), product);
            events.Add(Event(EventTypes.OnboardingStepCompleted, actor, ("step", CompanyStep)));
        }

        await Commit(next, [.. events]);
        return State.CompanyAt();
    }

    private static bool Has(ProductDefinition product, string step) => product.Onboarding.Any(known => known.Key == step);

    private AppendEvents Event(EventType type, Actor actor, params ReadOnlySpan<(string Name, string? Value)> data)
        => new(Id, [TenantEvents.New(Ids, Now, type, actor, Id.Value, data)]);
}

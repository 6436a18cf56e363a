using System.Collections.Immutable;

namespace Tenantry.Grains;

internal sealed partial class AccessPolicyGrain
{
    private const string UnknownPermission = "is not the name of a permission";

    private static readonly ProductDefinition NoProduct = new();

    private static readonly AccessAnswer[] Answers =
        [.. Enum.GetValues<AccessReason>().Select(reason => new AccessAnswer { Allowed = reason == AccessReason.Allowed, Reason = reason })];

    public async Task<Result<ImmutableArray<AccessAnswer>>> Check(ImmutableArray<AccessQuestion> questions)
    {
        if (questions.Length is 0 or > AccessQuestion.MostAtOnce)
            return Errors.ValidationFailed("questions", $"must be 1 to {AccessQuestion.MostAtOnce} questions");

        if (await Terms() is not { } terms) return Errors.OrganizationNotFound(Id);

        if (questions is [var only] && Permissions.Find(only.Permission) is not null && !NeedsProduct(only, terms))
            return ImmutableArray.Create(await AnswerAlone(only, terms));

        // Most questions are about Tenantry's own permissions and features, and need nothing of the product.
        var product = questions.Any(question => NeedsProduct(question, terms)) ? await Grains.Product().Get() : NoProduct;
        var demands = questions.Select(question => Demand.Find(question.Permission, product)).ToArray();
        if (demands.Contains(null))
        {
            return Errors.ValidationFailed(
            [
                .. demands.Index().Where(demand => demand.Item is null)
                    .Select(demand => new FieldError($"questions.{demand.Index}.permission", UnknownPermission)),
            ]);
        }

        var asked = await Ask(questions.Select(question => question.User), Find);
        var projects = await Ask(
            questions.Where(question => question.Project is not null).Select(question => question.Project!.Value),
            project => Grains.Project(Id, project).GetAccess());

        var answers = ImmutableArray.CreateBuilder<AccessAnswer>(questions.Length);
        for (var i = 0; i < questions.Length; i++)
        {
            var project = questions[i].Project is { } id ? projects[id] : null;
            answers.Add(Answer(Reason(demands[i]!, Facts(demands[i]!, questions[i], asked[questions[i].User], project, terms, product))));
        }

        return answers.MoveToImmutable();
    }

    public async Task<Result<AccessExplanation>> Explain(AccessQuestion question)
    {
        var product = await Grains.Product().Get();
        if (Demand.Find(question.Permission, product) is not { } demand)
            return Errors.ValidationFailed("permission", UnknownPermission);

        var user = await Find(question.User);
        var project = question.Project is { } id ? await Grains.Project(Id, id).GetAccess() : null;
        if (await Terms() is not { } terms) return Errors.OrganizationNotFound(Id);

        var teams = await Task.WhenAll((user.Member?.Teams ?? []).Select(team => Grains.Team(Id, team).Get()));
        var facts = Facts(demand, question, user, project, terms, product);
        return AccessStory.Tell(question, demand, facts, Reason(demand, facts), [.. teams.OfType<TeamView>()]);
    }

    // What an application asks on every request is one question about a permission of Tenantry's own.
    private async ValueTask<AccessAnswer> AnswerAlone(AccessQuestion question, OrganizationTerms terms)
    {
        var demand = Demand.Find(question.Permission, NoProduct)!;
        var user = await Find(question.User);
        var project = question.Project is { } id ? await Grains.Project(Id, id).GetAccess() : null;
        return Answer(Reason(demand, Facts(demand, question, user, project, terms, NoProduct)));
    }

    // A stranger's account is nobody's business here.
    private async ValueTask<Asked> Find(UserId user)
        => await Member(user) is { } member ? new Asked(member, !await Stands(user)) : default;

    private static bool NeedsProduct(AccessQuestion question, OrganizationTerms terms)
        => Permissions.Find(question.Permission) is not { } rule || (rule.Feature is { } feature && !terms.Features.ContainsKey(feature));

    private AccessFacts Facts(
        Demand demand, AccessQuestion question, Asked user, ProjectAccess? project, OrganizationTerms terms, ProductDefinition product) => new()
        {
            Member = user.Member,
            Barred = user.Barred,
            Policy = State,
            Terms = terms,
            HasFeature = demand.Feature is not { } feature
                || (terms.Features.TryGetValue(feature, out var has) ? has : IsDefault(feature, product)),
            Project = question.Project,
            ProjectAccess = project,
        };

    // A project that the organization does not have is nobody's to use, whatever the role; it may be another tenant's.
    private static AccessReason Reason(Demand demand, in AccessFacts facts)
        => facts is { Member: not null, Project: not null, ProjectAccess: null } ? AccessReason.Denied
            : AccessRules.Judge(demand, facts).Ruling switch
            {
                Ruling.Allowed => AccessReason.Allowed,
                Ruling.Stranger => AccessReason.NotMember,
                Ruling.Denied => AccessReason.Denied,
                Ruling.Suspended => AccessReason.Suspended,
                Ruling.FeatureMissing => AccessReason.FeatureMissing,
                Ruling.Frozen => AccessReason.Frozen,
                var ruling => throw new InvalidOperationException($"No reason stands for {ruling}."),
            };

    private static AccessAnswer Answer(AccessReason reason) => Answers[(int)reason];

    // Each is asked once, however many questions are about it.
    private static async Task<Dictionary<TKey, TAnswer>> Ask<TKey, TAnswer>(IEnumerable<TKey> keys, Func<TKey, ValueTask<TAnswer>> ask)
        where TKey : notnull
    {
        var asked = keys.Distinct().ToArray();
        var answers = await Task.WhenAll(asked.Select(key => ask(key).AsTask()));
        return asked.Zip(answers).ToDictionary(pair => pair.First, pair => pair.Second);
    }

    /// <param name="Member">The membership; null for a stranger.</param>
    /// <param name="Barred">Whether the account is disabled or has ended.</param>
    private readonly record struct Asked(MemberAccess? Member, bool Barred);
}

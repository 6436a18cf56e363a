namespace Tenantry.Api;

/// <summary>From what the grains answer to what HTTP says.</summary>
internal static partial class Answers
{
    public static Answer<OrganizationView> ToHttp(this Result<OrganizationView> result) => Of(result, result.Value?.Revision);

    public static Answer<MemberView> ToHttp(this Result<MemberView> result) => Of(result, result.Value?.Revision);

    public static Answer<ProjectView> ToHttp(this Result<ProjectView> result) => Of(result, result.Value?.Revision);

    public static Answer<RoleView> ToHttp(this Result<RoleView> result)
        => new(result.Error, result.Value) { Tag = result.Value is { BuiltIn: false } role ? EntityTag.Of(role.Revision) : null };

    public static Answer<TeamView> ToHttp(this Result<TeamView> result) => new(result.Error, result.Value) { Tag = result.Value?.Tag };

    public static Answer<TeamView> ToHttp(this Sent<TeamView> sent)
        => new(sent.Error, sent.Value) { Tag = sent.Value?.Tag, Replayed = sent.Replayed };

    public static DoneAnswer ToHttp(this Result<Done> result) => new(result.Error);

    public static Answer<MeView> ToHttp(this Result<MeView> result) => new(result.Error, result.Value) { Tag = result.Value?.Tag };

    public static Answer<OrganizationView> ToHttp(this Sent<OrganizationView> sent)
        => new(sent.Error, sent.Value) { Tag = Tag(sent.Value?.Revision), Replayed = sent.Replayed };

    public static Answer<MailView> ToHttp(this Sent<MailView> sent) => new(sent.Error, sent.Value) { Replayed = sent.Replayed };

    public static Answer<PoolUserView> ToHttp(this Sent<PoolUserView> sent) => new(sent.Error, sent.Value) { Replayed = sent.Replayed };

    public static CreatedAnswer<SignupView> ToHttp(this Sent<SignupView> sent, Func<SignupView, string> location)
        => Created(sent, location, revision: null);

    public static CreatedAnswer<ProjectView> ToHttp(this Sent<ProjectView> sent, Func<ProjectView, string> location)
        => Created(sent, location, sent.Value?.Revision);

    public static CreatedAnswer<TeamView> ToHttp(this Sent<TeamView> sent, Func<TeamView, string> location)
        => new(sent.Error, sent.Value, sent.Value is null ? null : location(sent.Value)) { Tag = sent.Value?.Tag, Replayed = sent.Replayed };

    public static CreatedAnswer<EnvironmentView> ToHttp(this Sent<EnvironmentView> sent, Func<EnvironmentView, string> location)
        => Created(sent, location, revision: null);

    public static Answer<MemberView> ToHttp(this Sent<MemberView> sent)
        => new(sent.Error, sent.Value) { Tag = Tag(sent.Value?.Revision), Replayed = sent.Replayed };

    public static CreatedAnswer<MemberView> ToHttp(this Sent<MemberView> sent, Func<MemberView, string> location)
        => Created(sent, location, sent.Value?.Revision);

    public static CreatedAnswer<OrganizationView> ToHttp(this Sent<OrganizationView> sent, Func<OrganizationView, string> location)
        => Created(sent, location, sent.Value?.Revision);

    public static Answer<InvitationView> ToHttp(this Result<InvitationView> result) => Of(result, result.Value?.Revision);

    public static Answer<InvitationView> ToHttp(this Sent<InvitationView> sent)
        => new(sent.Error, sent.Value) { Tag = Tag(sent.Value?.Revision), Replayed = sent.Replayed };

    public static CreatedAnswer<InvitationView> ToHttp(this Sent<InvitationView> sent, Func<InvitationView, string> location)
        => Created(sent, location, sent.Value?.Revision);

    public static CreatedAnswer<InvitationBatchView> ToHttp(this Sent<InvitationBatchView> sent, Func<InvitationBatchView, string> location)
        => Created(sent, location, revision: null);

    public static Answer<InvitationPreviewView> ToHttp(this Result<InvitationPreviewView> result) => new(result.Error, result.Value);

    public static Answer<JoinedView> ToHttp(this Sent<JoinedView> sent) => new(sent.Error, sent.Value) { Replayed = sent.Replayed };

    public static CreatedAnswer<JoinedView> ToHttp(this Sent<JoinedView> sent, Func<JoinedView, string> location)
        => Created(sent, location, revision: null);

    public static DoneAnswer ToHttp(this Sent<Done> sent) => new(sent.Error) { Replayed = sent.Replayed };

    public static ListAnswer<T> ToHttp<T>(this Page<T> page) => new(null, page);

    public static ListAnswer<T> ToHttp<T>(this Result<Page<T>> result) => new(result.Error, result.Value);

    private static Answer<T> Of<T>(Result<T> result, long? revision)
        where T : class
        => new(result.Error, result.Value) { Tag = Tag(revision) };

    private static CreatedAnswer<T> Created<T>(Sent<T> sent, Func<T, string> location, long? revision)
        where T : class
        => new(sent.Error, sent.Value, sent.Value is null ? null : location(sent.Value)) { Tag = Tag(revision), Replayed = sent.Replayed };

    private static string? Tag(long? revision) => revision is { } known ? EntityTag.Of(known) : null;
}

namespace Tenantry.Api;

/// <summary>From what the grains answer about projects and environments to what HTTP says.</summary>
internal static class ProjectAnswers
{
    public static Answer<ProjectView> ToHttp(this Sent<ProjectView> sent) => Of(sent, sent.Value?.Revision);

    public static Answer<ProjectRoleView> ToHttp(this Sent<ProjectRoleView> sent) => Of(sent, revision: null);

    public static Answer<EnvironmentView> ToHttp(this Sent<EnvironmentView> sent) => Of(sent, sent.Value?.Revision);

    public static Answer<EnvironmentView> ToHttp(this Result<EnvironmentView> result) => Of(result, result.Value?.Revision);

    public static Answer<EnvironmentValues> ToHttp(this Sent<EnvironmentValues> sent) => Of(sent, sent.Value?.Revision);

    public static Answer<EnvironmentValues> ToHttp(this Result<EnvironmentValues> result) => Of(result, result.Value?.Revision);

    public static Answer<SettingsDiff> ToHttp(this Result<SettingsDiff> result) => Of(result, revision: null);

    public static Answer<ResolvedEnvironment> ToHttp(this Result<ResolvedEnvironment> result) => Of(result, revision: null);

    private static Answer<T> Of<T>(Result<T> result, long? revision)
        where T : class
        => new(result.Error, result.Value) { Tag = Tag(revision) };

    private static Answer<T> Of<T>(Sent<T> sent, long? revision)
        where T : class
        => new(sent.Error, sent.Value) { Tag = Tag(revision), Replayed = sent.Replayed };

    private static string? Tag(long? revision) => revision is { } known ? EntityTag.Of(known) : null;
}

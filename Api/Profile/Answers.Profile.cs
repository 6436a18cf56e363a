namespace Tenantry.Api;

internal static partial class Answers
{
    public static Answer<ProductDefinition> ToHttp(this ProductDefinition definition)
        => new(null, definition) { Tag = Tag(definition.Revision) };

    public static Answer<ProductDefinition> ToHttp(this Result<ProductDefinition> result) => Of(result, result.Value?.Revision);

    public static Answer<OnboardingView> ToHttp(this OnboardingView onboarding) => new(null, onboarding) { Tag = $"\"{onboarding.Version}\"" };

    public static Answer<OnboardingView> ToHttp(this Sent<OnboardingView> sent) => Untagged(sent);

    public static Answer<CompanyView> ToHttp(this CompanyView company) => new(null, company) { Tag = Tag(company.Revision) };

    public static Answer<CompanyView> ToHttp(this Result<CompanyView> result) => Of(result, result.Value?.Revision);

    public static Answer<MetadataView> ToHttp(this MetadataView metadata) => new(null, metadata) { Tag = Tag(metadata.Revision) };

    public static Answer<MetadataView> ToHttp(this Result<MetadataView> result) => Of(result, result.Value?.Revision);
}

using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tenantry.Api;

/// <summary>
/// How this API reads and writes JSON: camelCase, and strict about unknown, repeated and missing members, nulls and quoted
/// numbers.
/// </summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Strict,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    Converters = [typeof(UtcTimeConverter)])]
[JsonSerializable(typeof(ProblemDocument))]
[JsonSerializable(typeof(NewSignupBody))]
[JsonSerializable(typeof(MeChangesBody))]
[JsonSerializable(typeof(OrganizationChangesBody))]
[JsonSerializable(typeof(NewProjectBody))]
[JsonSerializable(typeof(ProjectChangesBody))]
[JsonSerializable(typeof(NewEnvironmentBody))]
[JsonSerializable(typeof(SuspensionBody))]
[JsonSerializable(typeof(MemberChangesBody))]
[JsonSerializable(typeof(AdminTransferBody))]
[JsonSerializable(typeof(NewMemberBody))]
[JsonSerializable(typeof(NewOrganizationBody))]
[JsonSerializable(typeof(NewTeamBody))]
[JsonSerializable(typeof(TeamChangesBody))]
[JsonSerializable(typeof(TeamRolesBody))]
[JsonSerializable(typeof(RoleBody))]
[JsonSerializable(typeof(AccessCheckBody))]
[JsonSerializable(typeof(UsageBody))]
[JsonSerializable(typeof(UnitsBody))]
[JsonSerializable(typeof(NewReservationBody))]
[JsonSerializable(typeof(ProductBody))]
[JsonSerializable(typeof(CompanyBody))]
[JsonSerializable(typeof(MetadataBody))]
[JsonSerializable(typeof(MetadataChangesBody))]
[JsonSerializable(typeof(ReservationView))]
[JsonSerializable(typeof(MeterUsageView))]
[JsonSerializable(typeof(ListDocument<MeterUsageView>))]
[JsonSerializable(typeof(CountedView))]
[JsonSerializable(typeof(ProductDefinition))]
[JsonSerializable(typeof(OnboardingView))]
[JsonSerializable(typeof(CompanyView))]
[JsonSerializable(typeof(MetadataView))]
[JsonSerializable(typeof(SignupView))]
[JsonSerializable(typeof(MeView))]
[JsonSerializable(typeof(ImmutableArray<MyOrganization>))]
[JsonSerializable(typeof(OrganizationView))]
[JsonSerializable(typeof(MemberView))]
[JsonSerializable(typeof(ExternalIdBody))]
[JsonSerializable(typeof(NewDomainBody))]
[JsonSerializable(typeof(DomainChangesBody))]
[JsonSerializable(typeof(DomainView))]
[JsonSerializable(typeof(ListDocument<DomainView>))]
[JsonSerializable(typeof(ListDocument<SuggestionView>))]
[JsonSerializable(typeof(ProjectView))]
[JsonSerializable(typeof(EnvironmentView))]
[JsonSerializable(typeof(TeamView))]
[JsonSerializable(typeof(RoleView))]
[JsonSerializable(typeof(AccessCheckView))]
[JsonSerializable(typeof(AccessExplanation))]
[JsonSerializable(typeof(ListDocument<TeamView>))]
[JsonSerializable(typeof(ListDocument<TeamMemberView>))]
[JsonSerializable(typeof(ListDocument<RoleView>))]
[JsonSerializable(typeof(ListDocument<MemberView>))]
[JsonSerializable(typeof(ListDocument<ProjectView>))]
[JsonSerializable(typeof(ListDocument<EnvironmentView>))]
[JsonSerializable(typeof(ListDocument<DirectoryEntry>))]
[JsonSerializable(typeof(ListDocument<Plan>))]
[JsonSerializable(typeof(MailView))]
[JsonSerializable(typeof(ListDocument<MailView>))]
internal sealed partial class ApiJson : JsonSerializerContext;

using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Tenantry.Grains;

/// <summary>How state is written: System.Text.Json with generated code, readable in the store, nulls left out.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(Record<OrganizationState>))]
[JsonSerializable(typeof(Record<UserState>))]
[JsonSerializable(typeof(Record<MembershipState>))]
[JsonSerializable(typeof(Record<ProjectState>))]
[JsonSerializable(typeof(Record<EnvironmentState>))]
[JsonSerializable(typeof(EnvironmentKeyRecord))]
[JsonSerializable(typeof(ProjectRosterRecord))]
[JsonSerializable(typeof(Record<ClaimState>))]
[JsonSerializable(typeof(Record<ProductState>))]
[JsonSerializable(typeof(ProductState))]
[JsonSerializable(typeof(Record<AccessPolicyState>))]
[JsonSerializable(typeof(Record<InvitationState>))]
[JsonSerializable(typeof(Record<TeamState>))]
[JsonSerializable(typeof(RosterRecord))]
[JsonSerializable(typeof(Record<UsageState>))]
[JsonSerializable(typeof(Record<UsageIdState>))]
[JsonSerializable(typeof(Record<ProfileState>))]
[JsonSerializable(typeof(ProfileState))]
[JsonSerializable(typeof(Record<InvitedEmailState>))]
[JsonSerializable(typeof(DirectoryRecord))]
[JsonSerializable(typeof(Record<PlanCatalogState>))]
[JsonSerializable(typeof(Record<RequestState>))]
[JsonSerializable(typeof(Record<SessionState>))]
[JsonSerializable(typeof(Record<OperatorState>))]
[JsonSerializable(typeof(Record<MailState>))]
[JsonSerializable(typeof(Record<PoolUserState>))]
[JsonSerializable(typeof(Record<PoolFaultState>))]
[JsonSerializable(typeof(Record<PoolGroupState>))]
[JsonSerializable(typeof(Record<IdentityLinkState>))]
[JsonSerializable(typeof(ImmutableArray<OutboxMessage>))]
[JsonSerializable(typeof(LogRecord))]
[JsonSerializable(typeof(StoredSecret))]
[JsonSerializable(typeof(SignUp))]
[JsonSerializable(typeof(CreateProject))]
[JsonSerializable(typeof(CreateEnvironment))]
[JsonSerializable(typeof(ArchiveProject))]
[JsonSerializable(typeof(RestoreProject))]
[JsonSerializable(typeof(GiveProjectRole))]
[JsonSerializable(typeof(TakeProjectRole))]
[JsonSerializable(typeof(RotateEnvironmentKey))]
[JsonSerializable(typeof(EndPreviousKey))]
[JsonSerializable(typeof(PromoteSettings))]
[JsonSerializable(typeof(SuspendOrganization))]
[JsonSerializable(typeof(ReactivateOrganization))]
[JsonSerializable(typeof(CreateOrganization))]
[JsonSerializable(typeof(AddMember))]
[JsonSerializable(typeof(ChangeMember))]
[JsonSerializable(typeof(EndMembership))]
[JsonSerializable(typeof(TransferAdmin))]
[JsonSerializable(typeof(Done))]
[JsonSerializable(typeof(MemberView))]
[JsonSerializable(typeof(RetryMail))]
[JsonSerializable(typeof(RetryPoolUser))]
[JsonSerializable(typeof(PoolUserView))]
[JsonSerializable(typeof(EnsureAccount))]
[JsonSerializable(typeof(EnsuredAccount))]
[JsonSerializable(typeof(CreateTeam))]
[JsonSerializable(typeof(ReserveUsage))]
[JsonSerializable(typeof(CommitReservation))]
[JsonSerializable(typeof(ReleaseReservation))]
[JsonSerializable(typeof(GiveBackUsage))]
[JsonSerializable(typeof(CountUsage))]
[JsonSerializable(typeof(CompleteStep))]
[JsonSerializable(typeof(ReopenStep))]
[JsonSerializable(typeof(ReservationView))]
[JsonSerializable(typeof(MeterUsageView))]
[JsonSerializable(typeof(CountedView))]
[JsonSerializable(typeof(OnboardingView))]
[JsonSerializable(typeof(UpdateOrganization))]
[JsonSerializable(typeof(SetExternalId))]
[JsonSerializable(typeof(ClearExternalId))]
[JsonSerializable(typeof(AddDomain))]
[JsonSerializable(typeof(VerifyDomain))]
[JsonSerializable(typeof(RemoveDomain))]
[JsonSerializable(typeof(JoinByDomain))]
[JsonSerializable(typeof(Invite))]
[JsonSerializable(typeof(InviteMany))]
[JsonSerializable(typeof(ResendInvitation))]
[JsonSerializable(typeof(RevokeInvitation))]
[JsonSerializable(typeof(AcceptInvitation))]
[JsonSerializable(typeof(AcceptInvitationAsNewUser))]
[JsonSerializable(typeof(DeclineInvitation))]
[JsonSerializable(typeof(InvitationView))]
[JsonSerializable(typeof(InvitationBatchView))]
[JsonSerializable(typeof(JoinedView))]
[JsonSerializable(typeof(UpdateTeam))]
[JsonSerializable(typeof(SetTeamRoles))]
[JsonSerializable(typeof(DeleteTeam))]
[JsonSerializable(typeof(AddTeamMember))]
[JsonSerializable(typeof(RemoveTeamMember))]
[JsonSerializable(typeof(SignupView))]
[JsonSerializable(typeof(OrganizationView))]
[JsonSerializable(typeof(ProjectView))]
[JsonSerializable(typeof(EnvironmentView))]
[JsonSerializable(typeof(EnvironmentValues))]
[JsonSerializable(typeof(ProjectRoleView))]
[JsonSerializable(typeof(MailView))]
[JsonSerializable(typeof(TeamView))]
[JsonSerializable(typeof(DomainView))]
[JsonSerializable(typeof(ChangePlan))]
[JsonSerializable(typeof(CancelPlanChange))]
[JsonSerializable(typeof(SetOverrides))]
[JsonSerializable(typeof(SwitchFlag))]
[JsonSerializable(typeof(Plan))]
[JsonSerializable(typeof(Subscription))]
[JsonSerializable(typeof(Overrides))]
[JsonSerializable(typeof(FlagView))]
internal sealed partial class GrainJson : JsonSerializerContext
{
    public static byte[] ToBytes<T>(T value)
        where T : notnull
        => JsonSerializer.SerializeToUtf8Bytes(value, Default.GetTypeInfo(value.GetType())!);

    public static T Read<T>(ReadOnlyMemory<byte> body)
        => JsonSerializer.Deserialize(body.Span, (JsonTypeInfo<T>)Default.GetTypeInfo(typeof(T))!)
            ?? throw new JsonException($"A stored {typeof(T).Name} is null.");

    public static JsonElement? ToElement(object? value)
        => value is null ? null : JsonSerializer.SerializeToElement(value, Default.GetTypeInfo(value.GetType())!);

    public static object FromElement(JsonElement element, Type type)
        => element.Deserialize(Default.GetTypeInfo(type)!) ?? throw new JsonException($"A kept {type.Name} is null.");

    /// <summary>How many bytes these messages take in the store.</summary>
    public static int Size(ImmutableArray<OutboxMessage> outbox) => JsonSerializer.SerializeToUtf8Bytes(outbox, Default.ImmutableArrayOutboxMessage).Length;
}

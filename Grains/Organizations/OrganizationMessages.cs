using System.Collections.Immutable;

namespace Tenantry.Grains;

/// <summary>What an organization announces when it is founded and when it gets a project.</summary>
internal static class OrganizationMessages
{
    /// <summary>
    /// Everything that a sign-up makes besides the organization. Its first events come before all else, so that nothing is visible
    /// that the log does not know.
    /// </summary>
    public static Message[] Founded(OrganizationId id, OrganizationState state, FoundOrganization founding, IdSource ids)
    {
        var founder = founding.Founder;
        var make = new MakeProject(id, founding.Project with { Ordinal = state.LastProject }, state.CreatedAt);
        var actor = Actor.User(founder.Id);
        ImmutableArray<TenantEvent> events =
        [
            TenantEvents.New(ids, state.CreatedAt, EventTypes.OrganizationCreated, actor, id.Value,
                ("name", state.Name), ("slug", state.Slug), ("plan", state.Subscription.Plan.Name)),
            TenantEvents.New(ids, state.CreatedAt, EventTypes.MemberAdded, actor, founder.Id.Value, ("roles", Role.Admin.Name())),
            .. ProjectEvents(make, actor, ids),
        ];

        return
        [
            new AppendEvents(id, events) { IsFirst = true },
            founder.PasswordHash is { } passwordHash
                ? new MakeUser(founder.Id, new NewUser
                {
                    Email = founder.Email,
                    Name = founder.Name,
                    PasswordHash = passwordHash,
                    Pool = founder.Pool,
                    IsProven = true,
                    Organization = id,
                    CreatedAt = state.CreatedAt,
                })
                : new JoinOrganization(founder.Id, id),
            new MakeMember(id, founder.Id, new NewMember
            {
                Email = founder.Email,
                Name = founder.Name,
                Roles = new RoleSet { Role = Role.Admin },
                JoinedAt = state.CreatedAt,
                Ordinal = state.LastMember,
            }, state.Order),
            make,
            .. founder is { PasswordHash: not null, IsProven: false }
                ? [new SendMail(ids.New<MailId>(), Proof.Verification(founder.Id, founder.Email, order: 0, state.CreatedAt))]
                : Array.Empty<Message>(),
            new PutDirectoryEntry(state.DirectoryEntry(id), Revision: 1),
            new ConfirmSlug(state.Slug, id),
            .. founder.EmailKey is { } email ? [new ConfirmEmail(email, id.Value, founder.Id)] : Array.Empty<Message>(),
        ];
    }

    /// <summary>The events of a new project and its environments.</summary>
    public static ImmutableArray<TenantEvent> ProjectEvents(MakeProject make, Actor actor, IdSource ids) =>
    [
        TenantEvents.New(ids, make.CreatedAt, EventTypes.ProjectCreated, actor, make.Project.Id.Value, ("name", make.Project.Name)),
        .. make.Project.Environments.Select(environment => TenantEvents.New(
            ids, make.CreatedAt, EventTypes.EnvironmentCreated, actor, environment.Id.Value,
            ("name", environment.Name), ("project", make.Project.Id.Value))),
    ];
}

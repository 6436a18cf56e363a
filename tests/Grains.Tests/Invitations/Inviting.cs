using System.Collections.Immutable;
using System.Globalization;

namespace Tenantry.Grains.Tests;

/// <summary>Asks for what has to do with invitations as callers do.</summary>
internal static class Inviting
{
    public static Task<Outcome> Invite(
        this IGrainFactory grains, OrganizationId organization, string email, string? role = null, int? days = null, bool sendMail = false, Actor? actor = null)
        => grains.Commands().Run(new Invite
        {
            Organization = organization,
            Invitation = new InvitationRequest { Email = email, Role = role, ExpiresInDays = days, SendMail = sendMail },
            Actor = actor ?? Actor.System,
        });

    public static Task<Outcome> InviteMany(this IGrainFactory grains, OrganizationId organization, params IEnumerable<string> emails)
        => grains.Commands().Run(new InviteMany
        {
            Organization = organization,
            Invitations = [.. emails.Select(email => new InvitationRequest { Email = email, SendMail = false })],
            Actor = Actor.System,
        });

    /// <summary>An invitation that was made, with its token.</summary>
    public static async Task<InvitationView> Invited(this IGrainFactory grains, OrganizationId organization, string? email = null, string? role = null)
    {
        var outcome = await grains.Invite(organization, email ?? Email(), role);
        Assert.Null(outcome.Error);
        return Assert.IsType<InvitationView>(outcome.Value);
    }

    public static Task<Outcome> Accept(this IGrainFactory grains, string token, UserId user)
        => grains.Commands().Run(new AcceptInvitation { Token = token, User = user });

    public static Task<Outcome> SignUp(this IGrainFactory grains, string token, string? name = null)
        => grains.Commands().Run(new AcceptInvitationAsNewUser { Token = token, UserName = name, Password = Make.Password });

    public static Task<Outcome> Decline(this IGrainFactory grains, string token)
        => grains.Commands().Run(new DeclineInvitation { Token = token });

    public static Task<Outcome> Revoke(this IGrainFactory grains, OrganizationId organization, InvitationId invitation)
        => grains.Commands().Run(new RevokeInvitation { Organization = organization, Invitation = invitation, Actor = Actor.System });

    public static Task<Outcome> Resend(this IGrainFactory grains, OrganizationId organization, InvitationId invitation)
        => grains.Commands().Run(new ResendInvitation { Organization = organization, Invitation = invitation, Actor = Actor.System });

    public static async Task<InvitationStatus> StatusOf(this IGrainFactory grains, OrganizationId organization, InvitationId invitation)
        => (await grains.Invitation(organization, invitation).Get()).Value!.Status;

    public static async Task<int> Members(this IGrainFactory grains, OrganizationId organization)
        => (await grains.Lists().Members(organization, after: null, limit: 1000)).Items.Length;

    public static async Task<int> Pending(this IGrainFactory grains, OrganizationId organization)
        => (await grains.Lists().Invitations(organization, after: null, limit: 1000)).Items
            .Count(invitation => invitation.Status == InvitationStatus.Pending);

    /// <summary>How many seats the organization has counted, as its record says.</summary>
    public static async Task<long> Seats(this IRecordStore store, OrganizationId organization)
    {
        var record = await store.Read(new RecordKey($"organization/{organization}", ""));
        return GrainJson.Read<Record<OrganizationState>>(record!.Body).State.UsedOf(Meters.Users);
    }

    /// <summary>An organization with so many seats, whose founder holds one.</summary>
    public static async Task<OrganizationId> OrganizationOf(this IGrainFactory grains, int seats, string? name = null)
    {
        var id = TypedId.From<OrganizationId>(Guid.CreateVersion7());
        var email = Email();
        Assert.True(EmailAddress.TryNormalize(email, out _, out var key));
        var founded = await grains.Organization(id).Create(new FoundOrganization
        {
            Name = name ?? "Acme",
            Slug = Make.Unique(),
            Plan = new Plan
            {
                Name = string.Create(CultureInfo.InvariantCulture, $"seats-{seats}"),
                DisplayName = "Seats",
                Limits = ImmutableSortedDictionary<string, long>.Empty.Add(Meters.Users, seats),
            },
            Founder = new Founder
            {
                Id = TypedId.From<UserId>(Guid.CreateVersion7()),
                Email = email,
                EmailKey = key,
                PasswordHash = "plain",
            },
            Project = new NewProject { Id = TypedId.From<ProjectId>(Guid.CreateVersion7()), Name = "Default" },
        });
        Assert.True(founded.Succeeded);
        Assert.True(await grains.Organization(id).Settled(TimeSpan.FromSeconds(20)));
        return id;
    }

    public static string Email() => $"{Make.Unique()}@example.com";
}

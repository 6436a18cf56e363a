using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;

namespace Tenantry.Api;

/// <summary>
/// Puts together the signed-in user's view: the profile is the user's, the role is the membership's, the rest is the
/// organization's.
/// </summary>
internal static class Me
{
    public static async Task<Result<MeView>> ReadMe(this IGrainFactory grains, UserId id)
        => await Compose(grains, await grains.User(id).Get());

    public static async Task<Result<MeView>> UpdateMe(this IGrainFactory grains, UserId id, UserChanges changes, IfMatch ifMatch)
    {
        if (ifMatch.Tag is null)
            return await Compose(grains, await grains.User(id).Update(changes, ifRevision: null, Actor.User(id)));

        var user = await grains.User(id).Get();
        var seen = await Compose(grains, user);
        if (!seen.Succeeded)
            return seen;
        return seen.Value.Tag == ifMatch.Tag
            ? await Compose(grains, await grains.User(id).Update(changes, user.Value!.Revision, Actor.User(id)))
            : Errors.RevisionMismatch();
    }

    private static async Task<Result<MeView>> Compose(IGrainFactory grains, Result<UserView> found)
    {
        if (!found.Succeeded)
            return found.Error;

        var user = found.Value;
        var places = await Task.WhenAll(user.Organizations.Select(organization => Place(grains, organization, user.Id)));
        var organizations = places.OfType<MyOrganization>().ToImmutableArray();
        return new MeView
        {
            Id = user.Id,
            Email = user.Email,
            EmailVerified = user.EmailVerified,
            Name = user.Name,
            CreatedAt = user.CreatedAt,
            Organizations = organizations,
            Tag = Tag(user.Revision, organizations),
        };
    }

    /// <summary>Null when the user has no place there, or the organization does not exist, any more or yet.</summary>
    private static async Task<MyOrganization?> Place(IGrainFactory grains, OrganizationId id, UserId user)
    {
        var reading = grains.Organization(id).Get();
        var access = await grains.Membership(id, user).GetAccess();
        return await reading is { Value: { } organization } && access?.Roles.Role is { } held
            ? new()
            {
                Id = id,
                Name = organization.Name,
                Slug = organization.Slug,
                Status = organization.Status,
                Role = held,
            }
            : null;
    }

    private static string Tag(long revision, ImmutableArray<MyOrganization> organizations)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(organizations, ApiJson.Default.ImmutableArrayMyOrganization);
        var digest = Convert.ToHexStringLower(SHA256.HashData(json).AsSpan(0, 8));
        return string.Create(CultureInfo.InvariantCulture, $"\"{revision}-{digest}\"");
    }
}

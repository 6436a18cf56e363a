using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Tenantry.Grains;

internal sealed partial record OrganizationState
{
    /// <summary>How many former slugs an organization can keep at once.</summary>
    public const int MostFormerSlugs = 5;

    /// <summary>How long a former slug still leads to the organization, and is nobody else's.</summary>
    public static readonly TimeSpan FormerSlugKept = TimeSpan.FromDays(30);

    /// <summary>The names held worldwide, beside the sign-up's slug and email. There are few of each kind.</summary>
    public ImmutableArray<OwnName> Names { get; init; } = [];

    /// <summary>When the next former slug becomes free; null when there is none.</summary>
    [JsonIgnore]
    public DateTimeOffset? NamesDue => Names.Min(name => name.Until);

    /// <summary>The product's own id; null when there is none.</summary>
    public string? ExternalId() => Held(NameKind.ExternalId)?.Text;

    /// <summary>Whether a claim is for one of the names. A refused wish holds nothing, one that is not decided yet does.</summary>
    public bool HasName(string claim) => Names.Any(name => name.Status != NameStatus.Refused && name.Claim() == claim);

    /// <summary>A name that is wanted, held, leaving or refused.</summary>
    public OwnName? NameOf(NameKind kind, string text) => Names.FirstOrDefault(name => name.Kind == kind && name.Text == text);

    /// <summary>The one name of a kind that is held; not for domains, which can be several.</summary>
    public OwnName? Held(NameKind kind) => Names.FirstOrDefault(name => name.Kind == kind && name.Status == NameStatus.Held);

    /// <summary>Whether a wish for this kind of name is not decided yet.</summary>
    public bool Wants(NameKind kind) => Names.Any(name => name.Kind == kind && name.Status == NameStatus.Wanted);

    /// <summary>The former slugs.</summary>
    public IEnumerable<OwnName> FormerSlugs() => Names.Where(name => name.Status == NameStatus.Leaving);

    /// <summary>Wishes for a name. What was refused before is forgotten: of each kind only the last refusal is told.</summary>
    public OrganizationState Wish(NameKind kind, string text, Actor by, string? rename = null) => this with
    {
        Order = Order + 1,
        Names = Names
            .RemoveAll(name => name.Kind == kind && name.Status == NameStatus.Refused && (kind != NameKind.Domain || name.Text == text))
            .Add(new OwnName { Kind = kind, Text = text, Status = NameStatus.Wanted, Wish = Order + 1, By = by, Rename = rename }),
    };

    /// <summary>Does not get a name.</summary>
    public OrganizationState Refused(OwnName wanted, ClaimAnswer answer)
        => this with { Names = Names.Replace(wanted, wanted with { Status = NameStatus.Refused, Refusal = answer, By = null, Rename = null }) };

    /// <summary>Gets a slug, or takes a former one back; the one before leaves.</summary>
    public OrganizationState WithSlug(OwnName slug, string? rename, DateTimeOffset now)
    {
        var before = Held(NameKind.Slug) ?? new OwnName { Kind = NameKind.Slug, Text = Slug, Status = NameStatus.Held, Wish = 0 };
        return this with
        {
            Name = rename ?? Name,
            Slug = slug.Text,
            Names = Names.Remove(before)
                .Replace(slug, slug with { Status = NameStatus.Held, Until = null, By = null, Rename = null })
                .Add(before with { Status = NameStatus.Leaving, Until = now + FormerSlugKept }),
        };
    }

    /// <summary>Holds a name that it wanted.</summary>
    public OrganizationState WithHeld(OwnName wanted) => this with { Names = Names.Replace(wanted, wanted with { Status = NameStatus.Held, By = null }) };

    /// <summary>Has a name no more.</summary>
    public OrganizationState Without(OwnName name) => this with { Names = Names.Remove(name) };
}

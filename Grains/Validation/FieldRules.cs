using System.Collections.Immutable;

namespace Tenantry.Grains;

/// <summary>Checks the members of one request and gathers every broken rule, so that a caller sees them all at once.</summary>
internal sealed class FieldRules
{
    /// <summary>The longest display name, in UTF-16 code units.</summary>
    public const int MaxNameLength = 100;

    private const int MaxExternalIdLength = 100;

    private readonly ImmutableArray<FieldError>.Builder _broken = ImmutableArray.CreateBuilder<FieldError>();

    public bool AreBroken => _broken.Count > 0;

    public Error ToError() => Errors.ValidationFailed(_broken.ToImmutable());

    public void Break(string field, string rule) => _broken.Add(new FieldError(field, rule));

    /// <summary>A line of text of 1 to <paramref name="maxLength"/> characters, trimmed and in NFC; empty when a rule is broken.</summary>
    public string Line(string field, string? value, int maxLength = MaxNameLength)
    {
        // The length is checked first, so that no one makes us normalize a book.
        if (value is null || value.Length > 4 * maxLength || !PlainText.TryNormalize(value, out var text))
        {
            Break(field, value?.Length > 4 * maxLength
                ? $"must have at most {maxLength} characters"
                : "must be text without control characters");
            return "";
        }

        if (text.Length == 0)
            Break(field, "must not be empty");
        else if (text.Length > maxLength)
            Break(field, $"must have at most {maxLength} characters");
        return text;
    }

    /// <summary>A built-in role as typed; viewer, the least, when the rule is broken.</summary>
    public Role Role(string field, string? value)
    {
        if (RoleNames.Find(value) is { } role)
            return role;
        Break(field, RoleNames.Rule);
        return Interfaces.Role.Viewer;
    }

    /// <summary>As <see cref="Role"/>, but null is fine and stays null.</summary>
    public Role? OptionalRole(string field, string? value) => value is null ? null : Role(field, value);

    /// <summary>An operator's role as typed; null when there is none, or the rule is broken.</summary>
    public OperatorRole? OptionalOperatorRole(string field, string? value)
    {
        var role = OperatorRoleNames.Find(value);
        if (value is not null && role is null)
            Break(field, OperatorRoleNames.Rule);
        return role;
    }

    /// <summary>As <see cref="Line"/>, but null is fine and stays null.</summary>
    public string? OptionalLine(string field, string? value, int maxLength = MaxNameLength)
        => value is null ? null : Line(field, value, maxLength);

    /// <summary>A product's own id. It must stand in an address as it is, so it is kept as it was given, or refused.</summary>
    public void ExternalId(string field, string value)
    {
        if (value.Length is 0 or > MaxExternalIdLength || value.Any(c => c is < '!' or > '~' or '/' or '%') || value.All(c => c == '.'))
            Break(field, $"must be 1 to {MaxExternalIdLength} visible ASCII characters without / and %, and not only dots");
    }

    /// <summary>A domain that an organization may have, normalized; empty when a rule is broken.</summary>
    public string Domain(string field, string value)
    {
        if (!DomainName.TryNormalize(value, out var domain))
            Break(field, "must be a domain such as example.com");
        else if (DomainName.IsPublicMail(domain))
            Break(field, "is a public mail provider's");
        return domain ?? "";
    }
}

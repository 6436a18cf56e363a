namespace Tenantry.Grains.Interfaces;

/// <summary>
/// What the holder of an API key holds. Its text says which key it is, so that no index is needed to find it. Neither stored nor
/// logged.
/// </summary>
/// <param name="Organization">The organization whose key it is; null for a key of the platform.</param>
/// <param name="Id">The key.</param>
/// <param name="Hash">The SHA-256 of the text, in hexadecimal: all that may be stored.</param>
public readonly record struct ApiKeyText(OrganizationId? Organization, ApiKeyId Id, string Hash)
{
    /// <summary>What every secret of Tenantry's begins with.</summary>
    public const string Prefix = "tnt_";

    private const string OfOrganization = Prefix + "org_";
    private const string OfPlatform = Prefix + "plt_";
    private const int IdLength = 26;
    private const int OrganizationHeadLength = 8 + IdLength + 1 + IdLength + 1;
    private const int PlatformHeadLength = 8 + IdLength + 1;

    /// <summary>A fresh text.</summary>
    /// <param name="organization">The organization whose key it is; null for a key of the platform.</param>
    /// <param name="id">The key.</param>
    /// <param name="secret">32 random bytes.</param>
    /// <param name="text">The whole text, for its holder alone.</param>
    public static ApiKeyText Issue(OrganizationId? organization, ApiKeyId id, ReadOnlySpan<byte> secret, out string text)
    {
        var key = id.Value.AsSpan(ApiKeyId.Prefix.Length);
        text = IssuedSecret.Text(
            organization is { } owner ? $"{OfOrganization}{owner.Value.AsSpan(OrganizationId.Prefix.Length)}_{key}_" : $"{OfPlatform}{key}_", secret);
        return new(organization, id, IssuedSecret.HashOf(text));
    }

    /// <summary>Reads a key. What was changed in one place is refused here already.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out ApiKeyText key)
    {
        key = default;
        OrganizationId? organization = null;
        int head;
        if (text.StartsWith(OfOrganization, StringComparison.Ordinal))
        {
            head = OrganizationHeadLength;
            if (!IssuedSecret.IsWhole(text, head) || text[OfOrganization.Length + IdLength] != '_'
                || !TypedId.TryParse<OrganizationId>($"{OrganizationId.Prefix}{text.Slice(OfOrganization.Length, IdLength)}", out var owner))
                return false;
            organization = owner;
        }
        else
        {
            head = PlatformHeadLength;
            if (!text.StartsWith(OfPlatform, StringComparison.Ordinal) || !IssuedSecret.IsWhole(text, head))
                return false;
        }

        if (text[head - 1] != '_' || !TypedId.TryParse<ApiKeyId>($"{ApiKeyId.Prefix}{text.Slice(head - 1 - IdLength, IdLength)}", out var id))
            return false;

        key = new(organization, id, IssuedSecret.HashOf(text));
        return true;
    }

    public override string ToString() => Id.Value;
}

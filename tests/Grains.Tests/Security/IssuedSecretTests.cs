using System.Security.Cryptography;
using CsCheck;

namespace Tenantry.Grains.Tests;

public sealed class IssuedSecretTests
{
    private static readonly OrganizationId Organization = TypedId.From<OrganizationId>(Guid.CreateVersion7());
    private static readonly ApiKeyId Key = TypedId.From<ApiKeyId>(Guid.CreateVersion7());
    private static readonly ClientId Client = TypedId.From<ClientId>(Guid.CreateVersion7());

    [Fact]
    public void A_text_says_whose_it_is()
    {
        var own = ApiKeyText.Issue(Organization, Key, RandomNumberGenerator.GetBytes(32), out var ownText);
        var platform = ApiKeyText.Issue(null, Key, RandomNumberGenerator.GetBytes(32), out var platformText);
        var client = ClientSecretText.Issue(Client, RandomNumberGenerator.GetBytes(32), out var clientText);

        Assert.True(ApiKeyText.TryParse(ownText, out var readOwn) && readOwn == own && readOwn.Organization == Organization && readOwn.Id == Key);
        Assert.True(ApiKeyText.TryParse(platformText, out var readPlatform) && readPlatform == platform && readPlatform.Organization is null);
        Assert.True(ClientSecretText.TryParse(clientText, out var readClient) && readClient == client && readClient.Id == Client);
        Assert.False(ApiKeyText.TryParse(clientText, out _) || ClientSecretText.TryParse(ownText, out _) || ClientSecretText.TryParse(platformText, out _));
    }

    // The figure of an independent implementation: zlib's crc32 of the 87 characters, its 30 lowest bits in base32.
    [Fact]
    public void The_checksum_is_the_one_that_is_documented()
    {
        ApiKeyText.Issue(null, ApiKeyId.Wrap("key_01k9q0z3v8e2r9x4m7c5t1b6na"), new byte[32], out var text);

        Assert.Equal($"tnt_plt_01k9q0z3v8e2r9x4m7c5t1b6na_{new string('0', 52)}rn3mgx", text);
    }

    [Fact]
    public void What_was_changed_in_one_place_is_refused()
    {
        ApiKeyText.Issue(Organization, Key, RandomNumberGenerator.GetBytes(32), out var text);
        Gen.Select(Gen.Int[0, text.Length - 1], Gen.Char["0123456789abcdefghjkmnpqrstvwxyz_ILOUAZ \u00e9"]).Sample((at, c)
            => text[at] == c || !ApiKeyText.TryParse(string.Concat(text.AsSpan(0, at), [c], text.AsSpan(at + 1)), out _));
    }

    [Fact]
    public void Rubbish_is_refused_whatever_its_length()
    {
        ApiKeyText.Issue(Organization, Key, RandomNumberGenerator.GetBytes(32), out var text);
        for (var length = 0; length < text.Length; length++)
            Assert.False(ApiKeyText.TryParse(text[..length], out _) || ClientSecretText.TryParse(text[..length], out _));
        Assert.False(ApiKeyText.TryParse(text + "0", out _));
        Assert.False(ApiKeyText.TryParse(new string('t', 10_000), out _));
    }
}

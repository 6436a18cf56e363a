using System.Diagnostics.CodeAnalysis;

namespace Tenantry.Grains.Interfaces;

/// <summary>Makes and reads the text of typed ids.</summary>
public static class TypedId
{
    private const int EncodedLength = 26;

    /// <summary>The id of kind <typeparamref name="T"/> whose number is <paramref name="uuid"/>.</summary>
    public static T From<T>(Guid uuid)
        where T : struct, ITypedId<T>
    {
        Span<byte> bytes = stackalloc byte[16];
        uuid.TryWriteBytes(bytes, bigEndian: true, out _);
        return T.Wrap(T.Prefix + Base32.Encode(bytes));
    }

    /// <summary>Reads an id: the prefix of its kind and 26 lower-case base32 characters, nothing else.</summary>
    public static bool TryParse<T>([NotNullWhen(true)] string? text, out T id)
        where T : struct, ITypedId<T>
    {
        id = default;
        if (text is null || text.Length != T.Prefix.Length + EncodedLength || !text.StartsWith(T.Prefix, StringComparison.Ordinal))
            return false;

        var encoded = text.AsSpan(T.Prefix.Length);
        // 26 characters carry 130 bits; a first character above '7' would not fit into 128.
        if (!Base32.IsEncoded(encoded) || encoded[0] > '7')
            return false;

        id = T.Wrap(text);
        return true;
    }

    /// <summary>Reads an id or throws <see cref="FormatException"/>.</summary>
    public static T Parse<T>(string text)
        where T : struct, ITypedId<T>
        => TryParse<T>(text, out var id)
            ? id
            : throw new FormatException($"'{text}' is not an id of the form {T.Prefix}….");

    /// <summary>When an id that was made as UUID version 7 was made, to the millisecond.</summary>
    public static DateTimeOffset CreatedAt<T>(T id)
        where T : struct, ITypedId<T>
        // The first 48 of 128 bits; the first character carries three.
        => DateTimeOffset.FromUnixTimeMilliseconds(Base32.DecodeNumber(id.Value.AsSpan(T.Prefix.Length, 10)));

    /// <summary>The text of an id that is about to become part of a grain key.</summary>
    /// <exception cref="ArgumentException">The id is a default value.</exception>
    public static string Key<T>(T id)
        where T : struct, ITypedId<T>
        => string.IsNullOrEmpty(id.Value)
            ? throw new ArgumentException($"An empty {typeof(T).Name} is no grain key.", nameof(id))
            : id.Value;
}

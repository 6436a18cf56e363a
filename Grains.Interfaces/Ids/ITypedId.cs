namespace Tenantry.Grains.Interfaces;

/// <summary>
/// An identifier whose kind is part of its text: a prefix, an underscore, and a UUIDv7 in Crockford base32,
/// for example <c>org_01k9q0z3v8e2r9x4m7c5t1b6na</c>.
/// </summary>
public interface ITypedId<TSelf> : IParsable<TSelf>
    where TSelf : struct, ITypedId<TSelf>
{
    /// <summary>The prefix with its underscore, for example <c>org_</c>.</summary>
    static abstract string Prefix { get; }

    /// <summary>Wraps a text that is already known to be well formed.</summary>
    static abstract TSelf Wrap(string value);

    /// <summary>The whole text, prefix included; null only in a default value, which no key builder accepts.</summary>
    string Value { get; }
}

using System.Collections.Immutable;

namespace Tenantry.Grains.Interfaces;

/// <summary>How an account stands to a second factor.</summary>
[GenerateSerializer, Immutable, Alias("SecondFactorView")]
public sealed record SecondFactorView
{
    /// <summary>Whether a code is asked for at every log-in.</summary>
    [Id(0)]
    public required bool Enabled { get; init; }

    /// <summary>Since when it is; null while it is not.</summary>
    [Id(1)]
    public required DateTimeOffset? EnabledAt { get; init; }

    /// <summary>How many recovery codes are left.</summary>
    [Id(2)]
    public required int RecoveryCodesLeft { get; init; }
}

/// <summary>A seed for an authenticator, shown once. It counts once a first code of it was shown.</summary>
[GenerateSerializer, Immutable, Alias("TotpEnrolment")]
public sealed record TotpEnrolment : IShownOnce
{
    /// <summary>The seed in the base32 that authenticators read; null when the request is repeated.</summary>
    [Id(0)]
    public required string? Secret { get; init; }

    /// <summary>The same as a link that an authenticator opens, commonly as a QR code; null when the request is repeated.</summary>
    [Id(1)]
    public required string? Uri { get; init; }

    public object WithoutSecret() => this with { Secret = null, Uri = null };

    public override string ToString() => nameof(TotpEnrolment);
}

/// <summary>The recovery codes, shown once. Each signs in once in the place of an authenticator that was lost.</summary>
[GenerateSerializer, Immutable, Alias("RecoveryCodes")]
public sealed record RecoveryCodes : IShownOnce
{
    /// <summary>The codes; none when the request is repeated.</summary>
    [Id(0)]
    public required ImmutableArray<string> Codes { get; init; }

    public object WithoutSecret() => this with { Codes = [] };

    public override string ToString() => nameof(RecoveryCodes);
}

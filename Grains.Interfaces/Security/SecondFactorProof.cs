using System.Diagnostics.CodeAnalysis;

namespace Tenantry.Grains.Interfaces;

/// <summary>What somebody shows to prove a second factor: a code of their authenticator, or one of the recovery codes.</summary>
/// <param name="Otp">The six digits that the authenticator shows.</param>
/// <param name="RecoveryCode">A recovery code, as typed.</param>
[GenerateSerializer, Immutable, Alias("SecondFactorProof")]
public sealed record SecondFactorProof([property: Id(0)] string? Otp, [property: Id(1)] string? RecoveryCode)
{
    private const int LongestOtp = 8;

    /// <summary>Tells by its form which of the two a code is; null when there is none.</summary>
    [return: NotNullIfNotNull(nameof(code))]
    public static SecondFactorProof? Of(string? code)
        => code is null ? null
            : code.Length <= LongestOtp ? new(code, null)
            : new(null, code);

    public override string ToString() => nameof(SecondFactorProof);
}

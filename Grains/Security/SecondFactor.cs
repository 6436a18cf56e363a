using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;

namespace Tenantry.Grains;

/// <summary>
/// The second factor of an account, kept in the account's own record: what was accepted once is refused by the same commit that
/// accepted it.
/// </summary>
internal sealed record SecondFactor
{
    private const string Purpose = "totp";

    /// <summary>The seed that counts, encrypted; null while the factor is off.</summary>
    public string? Seed { get; init; }

    /// <summary>A seed that was made but not confirmed, encrypted.</summary>
    public string? PendingSeed { get; init; }

    /// <summary>Since when the factor is on.</summary>
    public DateTimeOffset? EnabledAt { get; init; }

    /// <summary>The last time step whose code was accepted; neither it nor an earlier one is accepted again.</summary>
    public long LastStep { get; init; }

    /// <summary>The hashes of the recovery codes that are left.</summary>
    public ImmutableArray<string> RecoveryHashes { get; init; } = [];

    [JsonIgnore]
    public bool IsOn => Seed is not null;

    /// <summary>Keeps a seed until it is confirmed.</summary>
    public SecondFactor Enrol(string seed, ISecrets secrets) => this with { PendingSeed = secrets.Protect(Purpose, seed) };

    /// <summary>The factor, switched on; null when the code does not belong to the pending seed.</summary>
    /// <param name="code">A first code.</param>
    /// <param name="recoveryCodes">The recovery codes from now on.</param>
    /// <param name="secrets">What opens the seed.</param>
    /// <param name="now">The time.</param>
    public SecondFactor? Confirm(string code, ImmutableArray<string> recoveryCodes, ISecrets secrets, DateTimeOffset now)
        => StepOf(PendingSeed, code, secrets, now) is { } step
            ? new SecondFactor { Seed = PendingSeed, EnabledAt = now, LastStep = step }.WithRecoveryCodes(recoveryCodes)
            : null;

    /// <summary>The factor after it accepted a proof, which it does once; null when the proof is wrong or was used.</summary>
    public SecondFactor? Accept(SecondFactorProof proof, ISecrets secrets, DateTimeOffset now)
        => proof switch
        {
            { Otp: { } otp } => StepOf(Seed, otp, secrets, now) is { } step && step > LastStep ? this with { LastStep = step } : null,
            { RecoveryCode: { } code } => Find(RecoveryCode.HashOf(code)) is { } hash ? this with { RecoveryHashes = RecoveryHashes.Remove(hash) } : null,
            _ => null,
        };

    /// <summary>Replaces all recovery codes.</summary>
    public SecondFactor WithRecoveryCodes(ImmutableArray<string> codes) => this with { RecoveryHashes = [.. codes.Select(RecoveryCode.HashOf)] };

    public SecondFactorView View() => new() { Enabled = IsOn, EnabledAt = EnabledAt, RecoveryCodesLeft = RecoveryHashes.Length };

    public override string ToString() => nameof(SecondFactor);

    private static long? StepOf(string? seed, string code, ISecrets secrets, DateTimeOffset now)
        => seed is not null && secrets.Open(Purpose, seed) is { } open ? OneTimePassword.StepOf(open, code, now) : null;

    // Takes as long wherever the hashes differ.
    private string? Find(string hash)
    {
        string? found = null;
        foreach (var known in RecoveryHashes)
        {
            if (CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(known), Encoding.ASCII.GetBytes(hash)))
                found = known;
        }

        return found;
    }
}

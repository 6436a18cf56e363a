using System.Collections.Immutable;

namespace Tenantry.Grains;

internal sealed partial record UserState
{
    /// <summary>What can be proven by a mailed token, one of each purpose.</summary>
    public ImmutableArray<Proof> Proofs { get; init; } = [];

    /// <summary>Counts what was asked for and wished for, so that an older one never undoes a newer one.</summary>
    public long Order { get; init; }

    /// <summary>
    /// What a mail would prove now; null when nobody wants it any more: the address is verified, another mail was asked for since, or
    /// what was asked for is done.
    /// </summary>
    public Proof? Wanting(ProofPurpose purpose, long order)
    {
        var asked = ProofOf(purpose);
        return purpose switch
        {
            ProofPurpose.VerifyEmail when EmailVerified || order < asked?.Order => null,
            ProofPurpose.ChangeEmail when order != asked?.Order => null,
            _ => asked ?? new Proof { Purpose = purpose, Email = Email, Order = order },
        };
    }

    /// <summary>Whether the mail of the sign-up is the one that counts.</summary>
    public bool AwaitsFirstProof(DateTimeOffset now)
        => Created && !EmailVerified && ProofOf(ProofPurpose.VerifyEmail) is null && now < CreatedAt + Proof.Lifetime(ProofPurpose.VerifyEmail);

    /// <summary>The proof that a token makes; null when it is not good.</summary>
    public Proof? Shown(ProofPurpose purpose, string hash, DateTimeOffset now) => ProofOf(purpose) is { } proof && proof.Is(hash, now) ? proof : null;

    /// <summary>Keeps a proof; of each purpose only the newest counts.</summary>
    public UserState With(Proof proof) => this with { Proofs = Proofs.RemoveAll(other => other.Purpose == proof.Purpose).Add(proof) };

    public UserState Without(ProofPurpose purpose) => this with { Proofs = Proofs.RemoveAll(proof => proof.Purpose == purpose) };

    private Proof? ProofOf(ProofPurpose purpose) => Proofs.FirstOrDefault(proof => proof.Purpose == purpose);
}

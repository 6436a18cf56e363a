using System.Collections.Concurrent;
using Microsoft.AspNetCore.Authentication;

namespace Tenantry.Identity;

/// <summary>
/// Tokens whose signature was verified. Bounded: it keeps two halves, and when the newer one is full the older is dropped;
/// what is used in the meantime moves to the newer. Only good tokens get in, so nobody can fill it with rubbish.
/// </summary>
internal sealed class VerifiedTokens(int capacity)
{
    private volatile Half _newer = new();
    private volatile Half _older = new();

    public bool TryGet(TokenHash hash, out VerifiedToken token)
    {
        if (_newer.Tokens.TryGetValue(hash, out token))
            return true;
        if (!_older.Tokens.TryGetValue(hash, out token))
            return false;

        Add(hash, token);
        return true;
    }

    public void Add(TokenHash hash, VerifiedToken token)
    {
        var newer = _newer;
        newer.Tokens[hash] = token;
        if (Interlocked.Increment(ref newer.Count) != capacity / 2)
            return;

        _older = newer;
        _newer = new Half();
    }

    private sealed class Half
    {
        public readonly ConcurrentDictionary<TokenHash, VerifiedToken> Tokens = new();
        // Counts what was put in, also when it took the place of an older entry: cheaper than asking the dictionary.
        public int Count;
    }
}

/// <param name="Result">What authentication answers; shared by all requests with this token, so nobody may change it.</param>
/// <param name="Holder">Whose account must still stand.</param>
/// <param name="GoodUntil">When it has to be verified again, at the latest when it expires; UTC ticks.</param>
/// <param name="Keys">The keys it was verified with; when they change it is verified again.</param>
internal readonly record struct VerifiedToken(AuthenticateResult Result, TokenHolder Holder, long GoodUntil, object Keys);

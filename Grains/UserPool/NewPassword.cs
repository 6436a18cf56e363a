namespace Tenantry.Grains;

/// <summary>The password of an account to be made: its hash, or, where people sign in at a pool outside, what the pool is told.</summary>
/// <param name="Hash">The hash; empty when no password is kept here.</param>
/// <param name="Pool">What the pool is told; null when there is none.</param>
internal sealed record NewPassword(string Hash, PoolNews? Pool)
{
    public override string ToString() => nameof(NewPassword);
}

/// <summary>Makes what is kept of a password.</summary>
internal sealed class NewPasswords(IPasswords passwords, IUserPool pool, ISecrets secrets)
{
    /// <summary>Hashes the password, or encrypts it for the pool, which is told it once.</summary>
    public async Task<NewPassword> Make(string password)
        => pool.Provider is null
            ? new(await passwords.Hash(password), null)
            : new("", new PoolNews { Password = secrets.Protect(PoolTelling.PasswordPurpose, password) });
}

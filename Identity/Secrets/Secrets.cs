using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Tenantry.Grains.Interfaces;

namespace Tenantry.Identity;

/// <summary>Secrets at rest, by ASP.NET Core Data Protection.</summary>
internal sealed class Secrets(IDataProtectionProvider protection) : ISecrets
{
    public string Protect(string purpose, string secret) => Protector(purpose).Protect(secret);

    public string? Open(string purpose, string stored)
    {
        try
        {
            return Protector(purpose).Unprotect(stored);
        }
        catch (CryptographicException failure)
        {
            // Data Protection makes one of everything, also of a store that did not tell it the ring; which says nothing of the secret.
            return failure.InnerException is StoreUnavailableException unavailable
                ? throw new StoreUnavailableException(unavailable.Message, failure)
                : null;
        }
    }

    private IDataProtector Protector(string purpose) => protection.CreateProtector("Tenantry", purpose);
}

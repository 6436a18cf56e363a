namespace Tenantry.Grains.Interfaces;

/// <summary>An answer that can hold a secret. Whoever repeats the request, or waits for the first one's answer, gets it without.</summary>
public interface IShownOnce
{
    /// <summary>The same answer without its secret.</summary>
    object WithoutSecret();
}

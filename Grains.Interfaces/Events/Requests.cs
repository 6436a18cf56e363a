namespace Tenantry.Grains.Interfaces;

/// <summary>
/// The request on whose behalf grains are called. It travels beside the calls, so that no signature has to name it; it tells what
/// caused something and decides nothing.
/// </summary>
public static class Requests
{
    private const string Key = "tenantry.request";

    /// <summary>The trace id of the request under way; null when there is none.</summary>
    public static string? Current
    {
        get => RequestContext.Get(Key) as string;
        set
        {
            if (value is null)
                RequestContext.Remove(Key);
            else
                RequestContext.Set(Key, value);
        }
    }
}

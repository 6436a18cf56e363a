namespace Tenantry.Api.Tests;

/// <summary>An endpoint that fails in the way it is asked to.</summary>
internal static class Failure
{
    public const string Secret = "what nobody outside may read";

    public static string Of(string kind) => throw (kind switch
    {
        "store" => new StoreUnavailableException(Secret),
        "orleans" => new OrleansException(Secret),
        "conflict" => new Orleans.Storage.InconsistentStateException(Secret),
        "timeout" => new TimeoutException(Secret),
        _ => new InvalidOperationException(Secret),
    });
}

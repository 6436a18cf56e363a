using Tenantry.Tests;

[assembly: AssemblyFixture(typeof(SharedDynamoDbLocal))]

namespace Tenantry.Tests;

/// <summary>The one DynamoDB Local of a test program, started when it is first asked for. Whoever asks uses tables of their own.</summary>
internal sealed class SharedDynamoDbLocal : IAsyncDisposable
{
    private readonly Lazy<Task<DynamoDbLocal>> _local = new(() =>
    {
        // The store takes its credentials from where the SDK looks for them.
        foreach (var (name, value) in DynamoDbLocal.Credentials)
            Environment.SetEnvironmentVariable(name, value);
        return DynamoDbLocal.Start();
    });

    /// <summary>Starts it, unless it has been started.</summary>
    public static async Task<DynamoDbLocal> Running()
        => await (await TestContext.Current.GetFixture<SharedDynamoDbLocal>())!._local.Value;

    public async ValueTask DisposeAsync()
    {
        if (_local.IsValueCreated && _local.Value.IsCompletedSuccessfully)
            await _local.Value.Result.DisposeAsync();
    }
}

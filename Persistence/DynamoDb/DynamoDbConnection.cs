using Amazon;
using Amazon.DynamoDBv2;

namespace Tenantry.Persistence;

/// <summary>Makes the SDK's client.</summary>
internal static class DynamoDbConnection
{
    /// <exception cref="InvalidOperationException">No region is named anywhere.</exception>
    public static IAmazonDynamoDB Open(DynamoDbSettings settings)
    {
        var config = new AmazonDynamoDBConfig
        {
            // Calls are repeated by DynamoDbCalls, which knows for how long somebody waits and what was lost.
            MaxErrorRetry = 0,
            MaxStaleConnectionRetries = 0,
            EndpointDiscoveryEnabled = false,
        };
        if (settings.ServiceUrl is { } address)
        {
            config.ServiceURL = address.ToString();
            config.AuthenticationRegion = settings.Region ?? "local";
        }
        else if (settings.Region is { } region)
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(region);
        }

        try
        {
            return new AmazonDynamoDBClient(config);
        }
        catch (Amazon.Runtime.AmazonClientException e)
        {
            throw new InvalidOperationException($"DynamoDB cannot be reached: {e.Message}", e);
        }
    }
}

using System.Net;
using Amazon.Runtime;

namespace Tenantry.Persistence;

/// <summary>What a failed call means.</summary>
internal enum DynamoDbFailure
{
    /// <summary>It was asked too much, or two transactions met; the same call may be answered a moment later.</summary>
    Throttled,

    /// <summary>It did not answer, or answered that it is broken.</summary>
    Unavailable,

    /// <summary>It will not answer this call, now or later.</summary>
    Final,
}

internal static class DynamoDbFailures
{
    // "Error handling with DynamoDB" in its developer guide: what may be tried again although the status is 400.
    private static readonly HashSet<string> Passing =
    [
        "ProvisionedThroughputExceededException", "RequestLimitExceeded", "ThrottlingException", "Throttling",
        "TransactionConflictException", "TransactionInProgressException", "TransactionCanceledException",
    ];

    public static DynamoDbFailure Kind(Exception failure) => failure switch
    {
        AmazonServiceException { ErrorCode: { } code } when Passing.Contains(code) => DynamoDbFailure.Throttled,
        AmazonServiceException { StatusCode: HttpStatusCode.TooManyRequests } => DynamoDbFailure.Throttled,
        AmazonServiceException { StatusCode: >= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError } => DynamoDbFailure.Final,
        // What the SDK itself finds missing, before it asks anybody: credentials, a region, a package.
        AmazonClientException or InvalidOperationException => DynamoDbFailure.Final,
        _ => DynamoDbFailure.Unavailable,
    };
}

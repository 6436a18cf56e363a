namespace Tenantry.Persistence;

/// <summary>Where the table is. Who may use it is found where the AWS SDK looks: environment, profile, role of the machine.</summary>
/// <param name="Table">Its name.</param>
/// <param name="Region">The AWS region; null: where the SDK looks for one.</param>
/// <param name="ServiceUrl">The address of a stand-in such as DynamoDB Local; null for DynamoDB itself.</param>
/// <param name="CreateTable">Whether a missing table is made, with on-demand capacity.</param>
public sealed record DynamoDbSettings(string Table, string? Region = null, Uri? ServiceUrl = null, bool CreateTable = false);

namespace Tenantry.Persistence.Tests;

public sealed class AlarmIndexTests
{
    [Theory]
    [InlineData("organization/org_01", "", 133)]
    [InlineData("membership/org_01", "usr_01", 131)]
    [InlineData("claim/email:é@example.com", "", 186)]
    public void The_bucket_of_a_record_never_changes(string partition, string key, int bucket)
        => Assert.Equal(bucket, AlarmIndex.Bucket(new RecordKey(partition, key)));
}

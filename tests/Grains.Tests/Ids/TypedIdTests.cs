
namespace Tenantry.Grains.Tests;

public sealed class TypedIdTests(ClusterFixture cluster)
{
    [Fact]
    public void An_id_reads_back_what_it_wrote()
    {
        var id = TypedId.From<OrganizationId>(Guid.CreateVersion7());

        Assert.True(TypedId.TryParse<OrganizationId>(id.Value, out var read));
        Assert.Equal(id, read);
    }

    [Fact]
    public void Ids_sort_by_the_time_they_were_made()
    {
        var start = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var ids = Enumerable.Range(0, 100).Select(i => TypedId.From<UserId>(Guid.CreateVersion7(start.AddMilliseconds(i))).Value).ToArray();

        Assert.Equal(ids.Order(StringComparer.Ordinal), ids);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("org_")]
    [InlineData("usr_01k9q0z3v8e2r9x4m7c5t1b6na")]
    [InlineData("org_01K9Q0Z3V8E2R9X4M7C5T1B6NA")]
    [InlineData("org_81k9q0z3v8e2r9x4m7c5t1b6na")]
    [InlineData("org_01k9q0z3v8e2r9x4m7c5t1b6nu")]
    [InlineData("org_01k9q0z3v8e2r9x4m7c5t1b6na0")]
    public void A_malformed_id_is_refused(string? text)
        => Assert.False(TypedId.TryParse<OrganizationId>(text, out _));

    [Fact]
    public void A_default_id_is_no_grain_key()
        => Assert.Throws<ArgumentException>(() => TypedId.Key(default(OrganizationId)));

    // What such a log told would make the feed of all logs unreadable.
    [Theory]
    [InlineData("usr_somebody")]
    [InlineData(null)]
    public void What_names_no_log_is_no_grain_key(string? log)
        => Assert.Throws<ArgumentException>(() => cluster.Grains.EventLog(new LogId(log!)));
}

namespace Tenantry.Bench;

/// <summary>The writes of our commands, in the order in which one must wait for another.</summary>
internal static class StoreRounds
{
    private const int Outbox = 10;
    private const int Trial = 14 * 24 * 3600;
    private const int RequestKept = 24 * 3600;

    /// <summary>A sign-up: the two claims, the commit, its events, everything in it, and the trim of the outbox.</summary>
    /// <param name="busy">Sizes seen while sign-ups were under way.</param>
    /// <param name="settled">Sizes after they were.</param>
    public static IReadOnlyList<IReadOnlyList<StoreStep>> Signup(RecordSizes busy, RecordSizes settled) =>
    [
        [new("claim-email", settled["claim"].Mean)],
        [new("claim-slug", settled["claim"].Mean)],
        // A new organization is largest right after the commit: everything that is to be made lies in its outbox.
        [new("organization", busy["organization"].Most, Outbox)],
        [new("event-log", settled["event-log"].Mean)],
        [
            new("user", settled["user"].Mean),
            new("membership", settled["membership"].Mean),
            new("project", settled["project"].Mean),
            new("key-production", settled["environment-key"].Mean),
            new("key-development", settled["environment-key"].Mean),
            new("directory", settled["directory"].Mean),
            new("claim-email", settled["claim"].Mean),
            new("claim-slug", settled["claim"].Mean),
        ],
        [new("organization", settled["organization"].Mean, Trial)],
    ];

    /// <summary>The same with an idempotency key: what is asked before everything, the answer after it.</summary>
    public static IReadOnlyList<IReadOnlyList<StoreStep>> KeyedSignup(RecordSizes busy, RecordSizes settled)
    {
        var plain = Signup(busy, settled);
        return
        [
            [new("request", busy["request"].Least, RequestKept)],
            .. plain.SkipLast(1),
            [new("request", settled["request"].Mean, RequestKept)],
            plain[^1],
        ];
    }
}

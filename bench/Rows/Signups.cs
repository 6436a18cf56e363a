namespace Tenantry.Bench;

/// <summary>The sign-ups beside the store driven directly with the same records.</summary>
internal static class Signups
{
    private static readonly TimeSpan Glimpse = TimeSpan.FromMilliseconds(500);

    /// <summary>Measures sign-ups, with or without an idempotency key, in turn with the store.</summary>
    public static async Task Measure(Subject subject, bool keyed, string storeData, BenchOptions options, Report report)
    {
        var name = keyed ? "signup-keyed" : "signup";
        var signup = HttpRow.Create(
            name, subject.Server, options.Connections, () => subject.Signups(keyed), subject.Outboxes);
        await signup.WarmUp(options.WarmUp);

        var (busy, settled) = await Sizes(subject, keyed);
        var rounds = keyed ? StoreRounds.KeyedSignup(busy, settled) : StoreRounds.Signup(busy, settled);
        using var process = new StoreProcess(storeData);
        var store = process.Row($"limit: the store alone, {rounds.Sum(round => round.Count)} writes", options.Connections, rounds);
        await store.WarmUp(options.Read);

        report.Add(signup, store);
        report.Target($"{name}: CPU ms", 3, signup.CpuPerOperation);
        report.Target($"{name}: rate, times the store's", 0.3, () => signup.Rate() / store.Rate(), atLeast: true);
        await Row.Alternate(options.Rounds, (signup, options.Command), (store, options.Read));
    }

    /// <summary>Measures sign-ups with password hashing as it is set by default: a short run, for scale.</summary>
    public static async Task MeasureDefault(Subject subject, BenchOptions options, Report report)
    {
        var signup = HttpRow.Create(
            "signup-default", subject.Server, options.Connections, () => subject.Signups(), subject.Outboxes);
        report.Add(signup);
        await signup.WarmUp(options.Read);
        await signup.Measure(options.Command);
    }

    // A few sign-ups whose records are looked at while they are being made and when all is done.
    private static async Task<(RecordSizes Busy, RecordSizes Settled)> Sizes(Subject subject, bool keyed)
    {
        var load = Task.Run(() => subject.Load().Run(subject.Signups(keyed), Glimpse));
        await Task.Delay(Glimpse / 2);
        var busy = RecordSizes.Read(subject.Database);
        await load;
        await subject.Outboxes.WaitEmpty();
        return (busy, RecordSizes.Read(subject.Database));
    }
}

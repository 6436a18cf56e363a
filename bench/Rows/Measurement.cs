namespace Tenantry.Bench;

/// <summary>What one run of one row cost and brought.</summary>
internal sealed record Measurement
{
    public required long Operations { get; init; }

    /// <summary>Answers that were not the expected ones; one is enough to fail the row.</summary>
    public long Errors { get; init; }

    public string? FirstError { get; init; }

    /// <summary>How long there was load, in seconds.</summary>
    public required double LoadSeconds { get; init; }

    /// <summary>How long it took after that until all outboxes were empty, in seconds. Part of the run.</summary>
    public double SettleSeconds { get; init; }

    /// <summary>Milliseconds.</summary>
    public required double P50 { get; init; }

    /// <summary>Milliseconds.</summary>
    public required double P99 { get; init; }

    /// <summary>User and system time of the measured process over the whole run, in milliseconds.</summary>
    public required double CpuMilliseconds { get; init; }

    /// <summary>That of the store's own processes, in milliseconds, if it has any.</summary>
    public double StoreMilliseconds { get; init; }

    /// <summary>The generator's own, in milliseconds.</summary>
    public double GeneratorMilliseconds { get; init; }

    /// <summary>Bytes of the measured process in memory at the end.</summary>
    public long Memory { get; init; }

    public double Rate => Operations / (LoadSeconds + SettleSeconds);

    public double CpuPerOperation => CpuMilliseconds / Math.Max(1, Operations);

    public double StorePerOperation => StoreMilliseconds / Math.Max(1, Operations);

    public double GeneratorPerOperation => GeneratorMilliseconds / Math.Max(1, Operations);
}

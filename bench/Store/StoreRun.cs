namespace Tenantry.Bench;

/// <summary>What the store is to be driven with; sent to <see cref="StoreRole"/> as one line of JSON.</summary>
/// <param name="Seconds">For how long.</param>
/// <param name="Callers">How many operations are under way at once.</param>
/// <param name="Rounds">
/// One operation: the writes of a round begin together, each in a call of its own, when those of the round before are durable.
/// </param>
internal sealed record StoreRun(double Seconds, int Callers, IReadOnlyList<IReadOnlyList<StoreStep>> Rounds);

/// <summary>One write. The first of an operation to a record inserts it, the next ones replace it.</summary>
/// <param name="Record">The record's type, which names it within the operation.</param>
/// <param name="Bytes">The size of its body.</param>
/// <param name="Alarm">In how many seconds it is to be woken; null for never.</param>
internal sealed record StoreStep(string Record, int Bytes, int? Alarm = null);

/// <summary>What came of a <see cref="StoreRun"/>; answered as one line of JSON.</summary>
/// <param name="Operations">How many were completed.</param>
/// <param name="Seconds">In how long.</param>
/// <param name="P50">Milliseconds.</param>
/// <param name="P99">Milliseconds.</param>
internal sealed record StoreAnswer(long Operations, double Seconds, double P50, double P99);

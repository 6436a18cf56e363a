using Orleans.Concurrency;

namespace Tenantry.Grains.Interfaces;

/// <summary>
/// Runs the command of one idempotency key once: the first answer is kept for 24 h and given again. Answers that invite a retry
/// are not kept. Simultaneous callers wait up to 10 s for the first one's answer.
/// </summary>
[Alias("IRequestGrain")]
public interface IRequestGrain : IGrainWithStringKey
{
    /// <summary>
    /// Errors beside the command's own: <see cref="ErrorCode.IdempotencyInProgress"/>, <see cref="ErrorCode.IdempotencyKeyReused"/>.
    /// </summary>
    [Alias("Run"), AlwaysInterleave, ResponseTimeout(CallTimes.Command)]
    Task<Outcome> Run(Command command);
}

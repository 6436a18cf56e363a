namespace Tenantry.Persistence;

/// <summary>The writes of one call, from when they are queued until they are durable.</summary>
internal sealed class PendingWrites
{
    private readonly CancellationToken _cancellation;
    private readonly WriteOutcome[] _outcomes;
    private readonly TaskCompletionSource<IReadOnlyList<WriteOutcome>> _completion
        = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public PendingWrites(IReadOnlyList<RecordWrite> writes, CancellationToken cancellation)
    {
        Writes = writes;
        _cancellation = cancellation;
        _outcomes = new WriteOutcome[writes.Count];
        for (var i = 0; i < writes.Count; i++)
        {
            if (RecordLimits.Refusal(writes[i]) is { } reason)
                _outcomes[i] = new WriteOutcome(WriteStatus.Refused, Reason: reason);
        }
    }

    public IReadOnlyList<RecordWrite> Writes { get; }

    public int Count => Writes.Count;

    /// <summary>When the call came, as a timestamp.</summary>
    public long Arrived { get; } = TimeProvider.System.GetTimestamp();

    public Task<IReadOnlyList<WriteOutcome>> Outcomes => _completion.Task;

    /// <summary>The caller has gone before anything was done. Asked once, before anything is done.</summary>
    public bool Withdrawn
        => _completion.Task.IsCompleted || (_cancellation.IsCancellationRequested && _completion.TrySetCanceled(_cancellation));

    /// <summary>Whether a write was refused without asking the store.</summary>
    public bool IsRefused(int index) => _outcomes[index].Status == WriteStatus.Refused;

    /// <summary>Whether a write's condition did not hold.</summary>
    public bool IsConflict(int index) => _outcomes[index].Status == WriteStatus.Conflict;

    /// <summary>Says what became of a write, once <see cref="Succeed"/> is called.</summary>
    public void Set(int index, WriteOutcome outcome) => _outcomes[index] = outcome;

    public void Succeed() => _completion.TrySetResult(_outcomes);

    public void Fail(Exception cause)
        => _completion.TrySetException(cause as StoreUnavailableException ?? new StoreUnavailableException("The store could not commit.", cause));
}

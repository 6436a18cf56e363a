namespace Tenantry.Persistence;

/// <summary>The writes of one call, from when they are queued until they are durable.</summary>
internal sealed class PendingWrites
{
    private readonly IReadOnlyList<RecordWrite> _writes;
    private readonly CancellationToken _cancellation;
    private readonly WriteOutcome[] _outcomes;
    private readonly TaskCompletionSource<IReadOnlyList<WriteOutcome>> _completion
        = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public PendingWrites(IReadOnlyList<RecordWrite> writes, CancellationToken cancellation)
    {
        _writes = writes;
        _cancellation = cancellation;
        _outcomes = new WriteOutcome[writes.Count];
        for (var i = 0; i < writes.Count; i++)
        {
            if (RecordLimits.Refusal(writes[i]) is { } reason)
                _outcomes[i] = new WriteOutcome(WriteStatus.Refused, Reason: reason);
        }
    }

    public int Count => _writes.Count;

    public Task<IReadOnlyList<WriteOutcome>> Outcomes => _completion.Task;

    /// <summary>The caller has gone before anything was done. Asked once, before <see cref="ApplyTo"/>.</summary>
    public bool Withdrawn => _cancellation.IsCancellationRequested && _completion.TrySetCanceled(_cancellation);

    public void ApplyTo(SqliteWriteSession session)
    {
        for (var i = 0; i < _outcomes.Length; i++)
        {
            if (_outcomes[i].Status != WriteStatus.Refused)
                _outcomes[i] = session.Apply(_writes[i]);
        }
    }

    public void Succeed() => _completion.TrySetResult(_outcomes);

    public void Fail(Exception cause)
        => _completion.TrySetException(new StoreUnavailableException("The store could not commit.", cause));
}

using System.Diagnostics;
using Amazon.DynamoDBv2;
using Microsoft.Extensions.Logging;

namespace Tenantry.Persistence;

/// <summary>
/// Every call to DynamoDB goes through here: it is repeated, after pauses of random length, for as long as somebody waits. Once
/// DynamoDB has not answered for that long, calls fail at once until it answers again, so that callers do not pile up.
/// </summary>
/// <param name="open">Makes the client, when it is first needed.</param>
/// <param name="probe">What is asked to see whether an outage has ended.</param>
/// <param name="logger">Is told of outages.</param>
internal sealed partial class DynamoDbCalls(
    Func<IAmazonDynamoDB> open, Func<IAmazonDynamoDB, CancellationToken, Task> probe, ILogger logger) : IDisposable
{
    // The machine's clock, not the program's: what is timed is the network.
    private static readonly TimeProvider Clock = TimeProvider.System;

    private readonly ILogger _logger = logger;
    private readonly Lazy<IAmazonDynamoDB> _client = new(open);
    private readonly CancellationTokenSource _closed = new();
    private Exception? _outage;

    /// <summary>Makes the client.</summary>
    /// <exception cref="InvalidOperationException">The settings do not do.</exception>
    public void Open() => _ = _client.Value;

    /// <summary>As <see cref="Call{T}(DynamoDbPatience, Func{IAmazonDynamoDB, CancellationToken, Task{T}}, CancellationToken)"/>, for a request.</summary>
    public Task<T> Call<T>(Func<IAmazonDynamoDB, CancellationToken, Task<T>> ask, CancellationToken cancellation)
        => Call(DynamoDbPatience.Request, ask, cancellation);

    /// <summary>Answers what <paramref name="ask"/> does, which may be called many times and turns refusals that mean something into answers.</summary>
    /// <exception cref="StoreUnavailableException">There was no answer in time, or one that is of no use.</exception>
    public async Task<T> Call<T>(
        DynamoDbPatience patience, Func<IAmazonDynamoDB, CancellationToken, Task<T>> ask, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (_closed.IsCancellationRequested)
            throw new StoreUnavailableException("The store is closed.");
        if (Volatile.Read(ref _outage) is { } outage)
            throw NoAnswer(outage);

        var began = Stopwatch.GetTimestamp();
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                var left = patience.Whole - Stopwatch.GetElapsedTime(began);
                return await Try(ask, left < patience.Attempt ? left : patience.Attempt, cancellation);
            }
            catch (Exception e) when (!cancellation.IsCancellationRequested)
            {
                var kind = DynamoDbFailures.Kind(e);
                var pause = DynamoDbPatience.Pause(attempt);
                if (kind == DynamoDbFailure.Final || IsHopeless || Stopwatch.GetElapsedTime(began) + pause >= patience.Whole)
                    throw GivenUp(e, kind);
                await Task.Delay(pause, Clock, cancellation);
            }
        }
    }

    public void Dispose()
    {
        _closed.Cancel();
        if (_client.IsValueCreated)
            _client.Value.Dispose();
    }

    private bool IsHopeless => _closed.IsCancellationRequested || Volatile.Read(ref _outage) is not null;

    private async Task<T> Try<T>(Func<IAmazonDynamoDB, CancellationToken, Task<T>> ask, TimeSpan limit, CancellationToken cancellation)
    {
        using var time = CancellationTokenSource.CreateLinkedTokenSource(cancellation, _closed.Token);
        time.CancelAfter(limit > TimeSpan.Zero ? limit : TimeSpan.Zero);
        return await ask(_client.Value, time.Token);
    }

    private static StoreUnavailableException NoAnswer(Exception failure) => new($"DynamoDB does not answer: {failure.Message}");

    // The SDK's own exception is not passed on, only its words: it knows no way to another process, and would keep this one from
    // getting there.
    private StoreUnavailableException GivenUp(Exception failure, DynamoDbFailure kind)
    {
        if (_closed.IsCancellationRequested)
            return new StoreUnavailableException("The store is closed.");

        switch (kind)
        {
            case DynamoDbFailure.Throttled:
                return new StoreUnavailableException($"DynamoDB is asked more than it allows: {failure.Message}");
            case DynamoDbFailure.Final:
                LogRefused(failure);
                return new StoreUnavailableException($"DynamoDB refuses: {failure.Message}");
            default:
                if (Interlocked.CompareExchange(ref _outage, failure, null) is null)
                    _ = AwaitEnd(failure);
                return NoAnswer(failure);
        }
    }

    private async Task AwaitEnd(Exception failure)
    {
        LogOutageBegan(failure);
        var began = Stopwatch.GetTimestamp();
        try
        {
            while (!await Answers())
                await Task.Delay(DynamoDbPatience.BetweenProbes, Clock, _closed.Token);

            // A call that was given up may have waited there, and is carried out now. Whoever reads next is to see what it did.
            await Task.Delay(DynamoDbPatience.Settling, Clock, _closed.Token);
        }
        catch (Exception) when (_closed.IsCancellationRequested)
        {
            return;
        }

        Volatile.Write(ref _outage, null);
        LogOutageEnded(Stopwatch.GetElapsedTime(began));
    }

    // To be refused or throttled is an answer, too.
    private async Task<bool> Answers()
    {
        try
        {
            return await Try(
                async (client, stop) =>
                {
                    await probe(client, stop);
                    return true;
                },
                DynamoDbPatience.Request.Attempt,
                CancellationToken.None);
        }
        catch (Exception e) when (!_closed.IsCancellationRequested)
        {
            return DynamoDbFailures.Kind(e) != DynamoDbFailure.Unavailable;
        }
    }
}

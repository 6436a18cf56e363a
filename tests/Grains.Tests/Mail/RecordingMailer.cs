using System.Collections.Concurrent;

namespace Tenantry.Grains.Tests;

/// <summary>A mailer that keeps what it is given, and does for an address what a test tells it to.</summary>
internal sealed class RecordingMailer : IMailer
{
    private readonly ConcurrentQueue<MailMessage> _sent = new();
    private readonly ConcurrentDictionary<string, Func<CancellationToken, Task>> _ways = new();
    private readonly ConcurrentDictionary<string, int> _attempts = new();
    private readonly ConcurrentDictionary<string, int> _calledOff = new();

    public IReadOnlyList<MailMessage> SentTo(string address) => [.. _sent.Where(mail => mail.To == address)];

    public int AttemptsFor(string address) => _attempts.GetValueOrDefault(address);

    /// <summary>How many attempts ended because the grain's activation did.</summary>
    public int CalledOffFor(string address) => _calledOff.GetValueOrDefault(address);

    /// <summary>From now on, mails to the address go this way before they count as sent.</summary>
    public void For(string address, Func<CancellationToken, Task> way) => _ways[address] = way;

    public void FailFor(string address, Func<Exception> failure) => For(address, _ => Task.FromException(failure()));

    public void SucceedFor(string address) => _ways.TryRemove(address, out _);

    public async Task Send(MailMessage mail, CancellationToken cancellation)
    {
        _attempts.AddOrUpdate(mail.To, 1, (_, count) => count + 1);
        try
        {
            if (_ways.TryGetValue(mail.To, out var way))
                await way(cancellation);
        }
        catch (OperationCanceledException)
        {
            _calledOff.AddOrUpdate(mail.To, 1, (_, count) => count + 1);
            throw;
        }

        _sent.Enqueue(mail);
    }
}

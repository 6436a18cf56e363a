using System.Collections.Concurrent;

namespace Tenantry.Api.Tests;

/// <summary>Keeps the mails that would have left, and refuses those to addresses that a test names.</summary>
public sealed class RecordingMailer : IMailer
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly ConcurrentQueue<MailMessage> _sent = new();
    private readonly ConcurrentDictionary<string, Exception> _failures = new();

    /// <summary>The mails to an address so far.</summary>
    public IReadOnlyList<MailMessage> To(string address) => [.. _sent.Where(mail => mail.To == address)];

    /// <summary>The latest mail to an address, as soon as there are this many.</summary>
    public async Task<MailMessage> Next(string address, int count = 1)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(Patience);
        while (To(address).Count < count)
            await Task.Delay(TimeSpan.FromMilliseconds(20), deadline.Token);
        return To(address)[^1];
    }

    public void FailFor(string address, Exception failure) => _failures[address] = failure;

    public void SucceedFor(string address) => _failures.TryRemove(address, out _);

    public Task Send(MailMessage mail, CancellationToken cancellation)
    {
        if (_failures.TryGetValue(mail.To, out var failure))
            return Task.FromException(failure);
        _sent.Enqueue(mail);
        return Task.CompletedTask;
    }
}

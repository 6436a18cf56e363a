using System.Net;
using DnsClient;
using Tenantry.Grains.Interfaces;

namespace Tenantry.Silo;

/// <summary>Asks the domain name system, past every cache of ours: who has just published a record does not want to wait.</summary>
/// <param name="nameServer">The name server to ask; null for the ones of this machine.</param>
/// <param name="log">Where failures go.</param>
internal sealed partial class DnsTxtRecords(IPEndPoint? nameServer, ILogger<DnsTxtRecords> log) : IDomainTxtRecords
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    // Made when it is first needed, since it looks for the machine's name servers.
    private readonly Lazy<LookupClient> _client = new(() => new LookupClient(Options(nameServer)));

    public async Task<IReadOnlyList<string>?> Find(string name)
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            var answer = await _client.Value.QueryAsync(name, QueryType.TXT, cancellationToken: patience.Token).WaitAsync(patience.Token);
            if (!answer.HasError || answer.Header.ResponseCode == DnsHeaderResponseCode.NotExistentDomain)
                // One text of more than 255 bytes comes in parts (RFC 7208, section 3.3).
                return [.. answer.Answers.TxtRecords().Select(record => string.Concat(record.Text))];

            LogNoAnswer(log, name, answer.ErrorMessage);
            return null;
        }
        catch (Exception exception) when (exception is DnsResponseException or OperationCanceledException or InvalidOperationException or ArgumentException)
        {
            LogNoAnswer(log, name, exception.Message);
            return null;
        }
    }

    private static LookupClientOptions Options(IPEndPoint? nameServer)
    {
        var options = nameServer is null ? new LookupClientOptions() : new LookupClientOptions(nameServer);
        options.UseCache = false;
        options.Timeout = TimeSpan.FromSeconds(2);
        options.Retries = 1;
        return options;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The domain name system did not answer for {Name}: {Reason}")]
    private static partial void LogNoAnswer(ILogger logger, string name, string reason);
}

using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace Tenantry.Api.Tests;

/// <summary>A domain name system that has only what a test has published.</summary>
internal sealed class PublishedTexts : IDomainTxtRecords
{
    private readonly ConcurrentDictionary<string, string[]> _texts = new();

    /// <summary>Publishes the proof of a domain, as an answer shows it.</summary>
    public void Publish(JsonNode proof) => _texts[(string)proof["name"]!] = [(string)proof["value"]!];

    public Task<IReadOnlyList<string>?> Find(string name) => Task.FromResult<IReadOnlyList<string>?>(_texts.GetValueOrDefault(name, []));
}

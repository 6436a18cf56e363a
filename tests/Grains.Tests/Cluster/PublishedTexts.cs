using System.Collections.Concurrent;

namespace Tenantry.Grains.Tests;

/// <summary>A domain name system that has only what a test has published.</summary>
internal sealed class PublishedTexts : IDomainTxtRecords
{
    private readonly ConcurrentDictionary<string, string[]> _texts = new();
    private readonly ConcurrentDictionary<string, bool> _silent = new();

    public void Publish(string name, params string[] texts) => _texts[name] = texts;

    public void Publish(DomainProof proof) => Publish(proof.Name, proof.Value);

    /// <summary>From now on nobody answers for the name.</summary>
    public void Silence(string name) => _silent[name] = true;

    public Task<IReadOnlyList<string>?> Find(string name)
        => Task.FromResult<IReadOnlyList<string>?>(_silent.ContainsKey(name) ? null : _texts.GetValueOrDefault(name, []));
}

using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Tenantry.Grains.Interfaces;

namespace Tenantry.Identity;

/// <summary>The key ring as records of the store, where every process of a cluster finds it. Data Protection knows only calls that block.</summary>
internal sealed class RecordXmlRepository(IRecordStore store) : IXmlRepository
{
    private const string Partition = TenantrySecrets.RingPartition;
    private const int MostElements = 1000;

    public IReadOnlyCollection<XElement> GetAllElements() => Read().GetAwaiter().GetResult();

    public void StoreElement(XElement element, string friendlyName) => Write(element, friendlyName).GetAwaiter().GetResult();

    private async Task<IReadOnlyCollection<XElement>> Read()
        => [.. (await store.ReadPartition(Partition, after: null, MostElements)).Select(record => XElement.Parse(Encoding.UTF8.GetString(record.Body.Span)))];

    // An element is written once; its name holds a fresh id.
    private async Task Write(XElement element, string friendlyName)
    {
        var outcome = await store.Write(new RecordWrite
        {
            Key = new RecordKey(Partition, friendlyName),
            WriteId = RecordWrite.NewWriteId(),
            Body = Encoding.UTF8.GetBytes(element.ToString(SaveOptions.DisableFormatting)),
        });
        if (outcome.Status != WriteStatus.Written)
            throw new StoreUnavailableException($"The store refused a key of the ring: {outcome.Reason}");
    }
}

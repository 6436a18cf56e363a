using Orleans.Storage;

namespace Tenantry.Grains;

/// <summary>Gives grain storage the one JSON form of state.</summary>
internal sealed class GrainStateSerializer : IGrainStorageSerializer
{
    public BinaryData Serialize<T>(T? input) => new(GrainJson.ToBytes<object>(input!));

    public T Deserialize<T>(BinaryData input) => GrainJson.Read<T>(input.ToMemory());
}

using Orleans.Serialization.Serializers;
using Orleans.Storage;

namespace Tenantry.Persistence;

/// <summary>
/// Grain state as records: one grain, one record, whatever the state's name. The alarm is taken from a state that is
/// <see cref="IAlarmed"/>, its end from one that is <see cref="IExpiring"/>.
/// </summary>
internal sealed class RecordGrainStorage(
    IRecordStore store, IGrainStorageSerializer serializer, IActivatorProvider activators) : IGrainStorage
{
    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var record = await store.Read(RecordKey.Of(grainId));
        var state = record is { Body.IsEmpty: false } ? serializer.Deserialize<T>(new BinaryData(record.Body)) : default;
        grainState.State = state ?? activators.GetActivator<T>().Create();
        grainState.ETag = record?.Etag;
        grainState.RecordExists = record is not null;
    }

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var id = RecordWrite.NewWriteId();
        await Write(grainId, grainState.ETag, new RecordWrite
        {
            Key = RecordKey.Of(grainId),
            Expected = grainState.ETag,
            WriteId = id,
            Body = serializer.Serialize(grainState.State).ToMemory(),
            Alarm = (grainState.State as IAlarmed)?.Alarm,
            Expires = (grainState.State as IExpiring)?.Expires,
        });
        grainState.ETag = id;
        grainState.RecordExists = true;
    }

    public async Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        await Write(grainId, grainState.ETag, new RecordWrite
        {
            Key = RecordKey.Of(grainId),
            Expected = grainState.ETag,
            WriteId = RecordWrite.NewWriteId(),
        });
        grainState.State = activators.GetActivator<T>().Create();
        grainState.ETag = null;
        grainState.RecordExists = false;
    }

    private async Task Write(GrainId grain, string? known, RecordWrite write)
    {
        var outcome = await store.Write(write);
        if (outcome.Status == WriteStatus.Conflict)
        {
            throw new InconsistentStateException(
                $"The record of {grain} is not the one that was read.", outcome.Etag ?? "none", known ?? "none");
        }

        if (outcome.Status == WriteStatus.Refused)
            throw new RecordRefusedException($"The store refuses the record of {grain}: {outcome.Reason}");
    }
}

namespace Tenantry.Persistence.Tests;

/// <summary>A grain that keeps lines of text.</summary>
[Alias("IDiaryGrain")]
public interface IDiaryGrain : IGrainWithStringKey
{
    [Alias("Add")]
    Task Add(string line, DateTimeOffset? alarm);

    /// <summary>Adds a line that is only written when the grain is deactivated.</summary>
    [Alias("AddLate")]
    Task AddLate(string line);

    [Alias("Lines")]
    Task<string[]> Lines();

    [Alias("Burn")]
    Task Burn();
}

public sealed record Diary : IAlarmed
{
    public string[] Lines { get; init; } = [];

    public DateTimeOffset? Alarm { get; init; }
}

[GrainType("diary")]
internal sealed class DiaryGrain([PersistentState("diary")] IPersistentState<Diary> diary) : Grain, IDiaryGrain
{
    private bool _late;

    public Task Add(string line, DateTimeOffset? alarm)
    {
        diary.State = diary.State with { Lines = [.. diary.State.Lines, line], Alarm = alarm };
        return diary.WriteStateAsync();
    }

    public Task AddLate(string line)
    {
        diary.State = diary.State with { Lines = [.. diary.State.Lines, line] };
        _late = true;
        return Task.CompletedTask;
    }

    public Task<string[]> Lines() => Task.FromResult(diary.State.Lines);

    public Task Burn() => diary.ClearStateAsync();

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
        => _late ? diary.WriteStateAsync(cancellationToken) : Task.CompletedTask;
}

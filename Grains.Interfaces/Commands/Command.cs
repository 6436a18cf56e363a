namespace Tenantry.Grains.Interfaces;

/// <summary>
/// Something a caller asks for with POST. The ids of what it makes are not part of it: whoever runs it chooses them once and
/// uses them again on a repetition.
/// </summary>
[GenerateSerializer, Immutable, Alias("Command")]
public abstract record Command
{
    // A command can hold a password, so only its kind is printed.
    public sealed override string ToString() => GetType().Name;
}

/// <summary>A command whose answer is a <typeparamref name="T"/>.</summary>
[GenerateSerializer, Immutable, Alias("Command`1")]
public abstract record Command<T> : Command;

/// <summary>What became of a command.</summary>
[GenerateSerializer, Immutable, Alias("Outcome")]
public sealed record Outcome
{
    /// <summary>The answer, of the command's type; null when it was refused.</summary>
    [Id(0)]
    public object? Value { get; init; }

    [Id(1)]
    public Error? Error { get; init; }

    /// <summary>Whether this is the stored answer of an earlier request.</summary>
    [Id(2)]
    public bool Replayed { get; init; }

    public override string ToString() => Error?.Code.ToString() ?? "Succeeded";
}

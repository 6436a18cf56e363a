using System.Diagnostics.CodeAnalysis;

namespace Tenantry.Grains.Interfaces;

/// <summary>What a command or a read answers: a value, or the one error that refused it.</summary>
[GenerateSerializer, Immutable, Alias("Result`1")]
public sealed record Result<T>
{
    [Id(0)]
    public T? Value { get; private init; }

    [Id(1)]
    public Error? Error { get; private init; }

    /// <summary>Whether the command was carried out; then <see cref="Value"/> is set, otherwise <see cref="Error"/>.</summary>
    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Error))]
    public bool Succeeded => Error is null;

    public static implicit operator Result<T>(T value) => new() { Value = value };

    public static implicit operator Result<T>(Error error) => new() { Error = error };

    // A value may hold what no log may see, so only the outcome is printed.
    public override string ToString() => Error?.Code.ToString() ?? "Succeeded";
}

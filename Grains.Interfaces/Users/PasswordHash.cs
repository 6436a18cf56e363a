namespace Tenantry.Grains.Interfaces;

/// <summary>The hash of a password. A type of its own, because a trace of a grain's answer prints it.</summary>
[GenerateSerializer, Immutable, Alias("PasswordHash")]
public sealed record PasswordHash([property: Id(0)] string Value)
{
    public override string ToString() => nameof(PasswordHash);
}

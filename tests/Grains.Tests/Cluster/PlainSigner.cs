namespace Tenantry.Grains.Tests;

/// <summary>Signatures that only repeat what they sign; real ones belong to another room and have their tests there.</summary>
internal sealed class PlainSigner : ILogSigner
{
    public Task<string> Sign(LogStatement statement) => Task.FromResult(Of(statement));

    public static string Of(LogStatement statement) => $"signed {statement.Log} {statement.Sequence} {statement.Id} {statement.Hash}";
}

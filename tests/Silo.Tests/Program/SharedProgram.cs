namespace Tenantry.Silo.Tests;

/// <summary>One running program for the tests that only talk to it.</summary>
public sealed class SharedProgram : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private RunningProgram? _program;

    public string Data => _folder.Path;

    public HttpClient Http => _program!.Http;

    internal string OperatorPassword => File.ReadLines(_folder.At("operator.txt")).Last(line => line.StartsWith("password:", StringComparison.Ordinal))[9..].Trim();

    public async ValueTask InitializeAsync() => _program = await RunningProgram.Start(Data);

    public async ValueTask DisposeAsync()
    {
        if (_program is not null)
            await _program.DisposeAsync();
        _folder.Dispose();
    }
}

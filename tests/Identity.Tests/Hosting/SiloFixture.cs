using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Orleans.TestingHost;
using Tenantry.Grains;
using Tenantry.Persistence;

[assembly: AssemblyFixture(typeof(SiloFixture))]
// Tests share one clock and set it forward.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]

namespace Tenantry.Identity.Tests;

/// <summary>One silo with the real grains on one SQLite store, shared by all tests of the assembly.</summary>
public sealed class SiloFixture : IAsyncLifetime
{
    private readonly List<SqliteRecordStore> _stores = [];
    private InProcessTestCluster? _cluster;

    /// <summary>Gone after the tests.</summary>
    public DirectoryInfo Folder { get; } = Directory.CreateTempSubdirectory("tenantry-identity-");

    public IGrainFactory Grains => _cluster!.Client;

    public IRecordStore Store => _stores[0];

    /// <summary>A server with the default settings, for tests that need nothing special.</summary>
    internal IdentityHost Host { get; private set; } = null!;

    internal OffsetClock Clock { get; } = new();

    public async ValueTask InitializeAsync()
    {
        var store = NewStore();
        var builder = new InProcessTestClusterBuilder(1);
        builder.ConfigureSilo((_, silo) =>
        {
            silo.Services.AddSingleton<TimeProvider>(Clock);
            silo.Services.AddSingleton(store);
            silo.Services.AddSingleton<IPasswords>(new Passwords(Options.Create(new IdentitySettings { PasswordIterations = 1000 })));
            silo.Services.AddDataProtection().PersistKeysToFileSystem(Folder);
            silo.Services.AddSingleton<ISecrets, Secrets>();
            silo.Services.AddSingleton<ILogSigner, LogKeys>();
            silo.Services.AddSingleton<IDomainTxtRecords, NoTexts>();
            silo.Services.AddSingleton<IMailer, NoMail>();
            silo.Services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Error));
            silo.AddRecordGrainStorage();
            silo.AddTenantryGrains();
        });
        _cluster = builder.Build();
        await _cluster.DeployAsync();
        Host = await IdentityHost.Start(this);
    }

    /// <summary>An empty store, for a test that needs signing keys of its own.</summary>
    public IRecordStore NewStore()
    {
        var store = new SqliteRecordStore(Path.Combine(Folder.FullName, $"{Guid.NewGuid():N}.db"), NullLogger<SqliteRecordStore>.Instance);
        _stores.Add(store);
        return store;
    }

    /// <summary>Signs a user up.</summary>
    internal async Task<Account> SignUp()
    {
        var email = $"{Unique()}@example.com";
        var outcome = await Grains.Commands().Run(new SignUp { OrganizationName = "Acme", Email = email, Password = Account.Password });
        Assert.Null(outcome.Error);
        return new Account(email, Assert.IsType<SignupView>(outcome.Value).User.Id.Value);
    }

    /// <summary>Makes an operator.</summary>
    internal async Task<Account> Operator()
    {
        var email = $"{Unique()}@example.com";
        using var passwords = new Passwords(Options.Create(new IdentitySettings { PasswordIterations = 1000 }));
        var id = TypedId.From<OperatorId>(Guid.CreateVersion7());
        var added = await Grains.Staff().Add(new NewOperator
        {
            Id = id,
            Email = email,
            EmailKey = email,
            Role = OperatorRole.Admin,
            PasswordHash = await passwords.Hash(Account.Password),
        }, Actor.System);
        Assert.Null(added.Error);
        Assert.True(await Grains.Staff().Settled(TimeSpan.FromSeconds(10)));
        return new Account(email, id.Value);
    }

    public static string Unique() => Guid.NewGuid().ToString("N")[..12];

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await _cluster!.DisposeAsync();
        foreach (var store in _stores)
            await store.DisposeAsync();
        Folder.Delete(recursive: true);
    }
}

/// <summary>An empty domain name system.</summary>
internal sealed class NoTexts : IDomainTxtRecords
{
    public Task<IReadOnlyList<string>?> Find(string name) => Task.FromResult<IReadOnlyList<string>?>([]);
}

/// <summary>Every mail is as good as sent.</summary>
internal sealed class NoMail : IMailer
{
    public Task Send(MailMessage mail, CancellationToken cancellation) => Task.CompletedTask;
}

/// <summary>Somebody who can log in with <see cref="Password"/>.</summary>
internal sealed record Account(string Email, string Id)
{
    public const string Password = "purple tractor on the moon";
}

using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Tenantry.Grains.Interfaces;
using Tenantry.Hosting;

namespace Tenantry.Silo;

/// <summary>
/// Sees to it that there is an operator account: the configured one, or on the first start one of its own making, written
/// to the data folder for its owner to read.
/// </summary>
internal sealed partial class FirstOperator(
    IGrainFactory grains, IPasswords passwords, TimeProvider time, IOptions<OperatorOptions> options, DataFolder data, ILogger<FirstOperator> log)
    : IHostedService
{
    private const string MadeUpEmail = "operator@tenantry.local";
    private const int PasswordLength = 24;
    private static readonly TimeSpan SettleTimeout = TimeSpan.FromSeconds(10);

    // Nothing that looks like something else: no 0/O, no 1/l/I.
    private const string Letters = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.Value is { Email: { } email, Password: { } password })
            await UseConfigured(email, password);
        else if (!File.Exists(data.OperatorFile))
            await MakeUp();
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task UseConfigured(string email, string password)
    {
        var key = Key(email);
        if (await grains.Staff().Find(key) is not { } id)
            await Add(email, key, password);
        // A disabled account stays so, whatever its password: it has none that opens it.
        else if ((await grains.Operator(id).GetCredentials())?.PasswordHash is { } hash && !await passwords.Verify(hash, password))
            await grains.Operator(id).SetPassword(await passwords.Hash(password), Actor.System);
        LogConfigured(log, email);

        if (!File.Exists(data.OperatorFile))
            OwnerOnly.WriteNewFile(data.OperatorFile, Text(email, $"the one in {OperatorOptions.Section}:Password"));
    }

    private async Task MakeUp()
    {
        var draft = $"{data.OperatorFile}.new";
        var staff = grains.Staff();

        // The owner may delete the file once read. A draft beside a missing file means that the last start died half-way.
        if (!File.Exists(draft) && await staff.IsManned()) return;

        var password = RandomNumberGenerator.GetString(Letters, PasswordLength);
        File.Delete(draft);
        OwnerOnly.WriteNewFile(draft, Text(MadeUpEmail, password));
        var key = Key(MadeUpEmail);
        if (await staff.Find(key) is { } id)
            await grains.Operator(id).SetPassword(await passwords.Hash(password), Actor.System);
        else
            await Add(MadeUpEmail, key, password);
        File.Move(draft, data.OperatorFile);
        LogMadeUp(log, data.OperatorFile);
    }

    private async Task Add(string email, string key, string password)
    {
        var added = await grains.Staff().Add(new NewOperator
        {
            Id = TypedId.From<OperatorId>(Guid.CreateVersion7(time.GetUtcNow())),
            Email = email,
            EmailKey = key,
            Role = OperatorRole.Admin,
            PasswordHash = await passwords.Hash(password),
        }, Actor.System);
        if (added.Error is { } error)
            throw new StartRefusedException($"the operator account {email} could not be made: {error.Detail}");
        // The account can be signed in to before the first request comes.
        await grains.Staff().Settled(SettleTimeout);
    }

    private static string Key(string email)
        => EmailAddress.TryNormalize(email, out _, out var key) ? key : throw new InvalidOperationException("The email was validated before.");

    private static string Text(string email, string password) => $"""
        The first operator account of this Tenantry.
        email:    {email}
        password: {password}

        """;
}

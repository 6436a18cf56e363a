using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Tenantry.Grains.Interfaces;

namespace Tenantry.Silo;

/// <summary>
/// Sees to it that there is an operator account: the configured one, or on the first start one of its own making, written
/// to the data folder for its owner to read.
/// </summary>
internal sealed partial class FirstOperator(
    IGrainFactory grains, IPasswords passwords, IOptions<OperatorOptions> options, DataFolder data, ILogger<FirstOperator> log)
    : IHostedService
{
    private const string MadeUpEmail = "operator@tenantry.local";
    private const int PasswordLength = 24;

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
        var account = Account(email);
        var hash = (await account.GetCredentials())?.PasswordHash;
        if (hash is null || !await passwords.Verify(hash, password))
        {
            await account.Put(await passwords.Hash(password));
            LogConfigured(log, email);
        }

        if (!File.Exists(data.OperatorFile))
            OwnerOnly.WriteNewFile(data.OperatorFile, Text(email, $"the one in {OperatorOptions.Section}:Password"));
    }

    private async Task MakeUp()
    {
        var draft = $"{data.OperatorFile}.new";
        var account = Account(MadeUpEmail);

        // The owner may delete the file once read. A draft beside a missing file means that the last start died half-way.
        if (!File.Exists(draft) && await account.GetCredentials() is not null) return;

        var password = RandomNumberGenerator.GetString(Letters, PasswordLength);
        File.Delete(draft);
        OwnerOnly.WriteNewFile(draft, Text(MadeUpEmail, password));
        await account.Put(await passwords.Hash(password));
        File.Move(draft, data.OperatorFile);
        LogMadeUp(log, data.OperatorFile);
    }

    private IOperatorGrain Account(string email)
        => EmailAddress.TryNormalize(email, out _, out var key)
            ? grains.Operator(key)
            : throw new InvalidOperationException("The email was validated before.");

    private static string Text(string email, string password) => $"""
        The first operator account of this Tenantry.
        email:    {email}
        password: {password}

        """;
}

using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Tenantry.Grains.Interfaces;
using Tenantry.Hosting;
using ErrorCode = Tenantry.Grains.Interfaces.ErrorCode;

namespace Tenantry.Silo;

/// <summary>
/// Sees to it that there is an operator account: the configured one, or on the first start one of its own making, written
/// to the data folder for its owner to read. Of several silos that start at the same time one makes it, and only that one's folder
/// tells of it.
/// </summary>
internal sealed partial class FirstOperator(
    IGrainFactory grains, IPasswords passwords, TimeProvider time, IOptions<OperatorOptions> options, DataFolder data, ILogger<FirstOperator> log)
    : IHostedService
{
    private const string MadeUpEmail = "operator@tenantry.local";
    private const string AccountLine = "account:  ";
    private const int PasswordLength = 24;
    private static readonly TimeSpan SettleTimeout = TimeSpan.FromSeconds(10);

    // Nothing that looks like something else: no 0/O, no 1/l/I.
    private const string Letters = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    public Task StartAsync(CancellationToken cancellationToken)
        => options.Value is { Email: { } email, Password: { } password } ? time.Persist(() => UseConfigured(email, password), cancellationToken)
            : !File.Exists(data.OperatorFile) ? time.Persist(MakeUp, cancellationToken)
            : Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task UseConfigured(string email, string password)
    {
        var key = Key(email);
        var own = NewId();
        var id = await grains.Staff().Find(key) ?? await Add(own, email, key, password);
        // A disabled account stays so, whatever its password: it has none that opens it.
        if (id != own && (await grains.Operator(id).GetCredentials())?.PasswordHash is { } hash && !await passwords.Verify(hash, password))
            await grains.Operator(id).SetPassword(await passwords.Hash(password), Actor.System);
        LogConfigured(log, email);

        if (!File.Exists(data.OperatorFile))
            OwnerOnly.WriteNewFile(data.OperatorFile, Text(email, $"the one in {OperatorOptions.Section}:Password", id));
    }

    private async Task MakeUp()
    {
        var draft = $"{data.OperatorFile}.new";
        var staff = grains.Staff();

        // The owner may delete the file once read. A draft beside a missing file means that the last start died half-way.
        if (!File.Exists(draft) && await staff.IsManned()) return;

        var key = Key(MadeUpEmail);
        var found = await staff.Find(key);
        var isFirstTry = !File.Exists(draft);
        var own = isFirstTry ? NewId() : AccountIn(draft) ?? found ?? NewId();
        var password = RandomNumberGenerator.GetString(Letters, PasswordLength);
        File.Delete(draft);
        OwnerOnly.WriteNewFile(draft, Text(MadeUpEmail, password, own));
        if ((found ?? await Add(own, MadeUpEmail, key, password)) != own)
        {
            // Another silo has made it, whose folder holds the password.
            File.Delete(draft);
            return;
        }

        if (!isFirstTry)
            await grains.Operator(own).SetPassword(await passwords.Hash(password), Actor.System);
        File.Move(draft, data.OperatorFile);
        LogMadeUp(log, data.OperatorFile);
    }

    private static OperatorId? AccountIn(string draft)
        => File.ReadLines(draft).FirstOrDefault(line => line.StartsWith(AccountLine, StringComparison.Ordinal)) is { } line
            && OperatorId.TryParse(line[AccountLine.Length..], null, out var id) ? id : null;

    private OperatorId NewId() => TypedId.From<OperatorId>(Guid.CreateVersion7(time.GetUtcNow()));

    // The account of this address: the one that was asked for, or the one that another silo has made at the same time.
    private async Task<OperatorId> Add(OperatorId id, string email, string key, string password)
    {
        var added = await grains.Staff().Add(new NewOperator
        {
            Id = id,
            Email = email,
            EmailKey = key,
            Role = OperatorRole.Admin,
            PasswordHash = await passwords.Hash(password),
        }, Actor.System);
        if (added.Error is { } error && error.Code != ErrorCode.EmailTaken)
            throw new StartRefusedException($"the operator account {email} could not be made: {error.Detail}");
        // The account can be signed in to before the first request comes.
        await grains.Staff().Settled(SettleTimeout);
        return await grains.Staff().Find(key) ?? id;
    }

    private static string Key(string email)
        => EmailAddress.TryNormalize(email, out _, out var key) ? key : throw new InvalidOperationException("The email was validated before.");

    private static string Text(string email, string password, OperatorId id) => $"""
        The first operator account of this Tenantry.
        {AccountLine}{id.Value}
        email:    {email}
        password: {password}

        """;
}

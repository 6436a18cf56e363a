using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans.TestingHost;
using Tenantry.Persistence;

namespace Tenantry.Grains.Tests;

/// <summary>How a pool outside follows, on a silo of its own with a pool that tests can steer.</summary>
public sealed class PoolUserTests(ClusterFixture poolless) : IAsyncLifetime
{
    private static readonly Actor Operator = Actor.Operator(TypedId.From<OperatorId>(Guid.CreateVersion7()));

    private readonly string _folder = Directory.CreateTempSubdirectory("tenantry-pool-").FullName;
    private readonly RecordingPool _pool = new();
    private readonly OffsetClock _clock = new();
    private readonly RecordingMailer _mailer = new();
    private SqliteRecordStore _store = null!;
    private InProcessTestCluster _cluster = null!;

    private IGrainFactory Grains => _cluster.Client;

    public async ValueTask InitializeAsync()
    {
        _store = new SqliteRecordStore(Path.Combine(_folder, "tenantry.db"), NullLogger<SqliteRecordStore>.Instance);
        var builder = new InProcessTestClusterBuilder(1);
        builder.ConfigureSilo((_, silo) =>
        {
            silo.Services.AddSingleton<TimeProvider>(_clock);
            silo.Services.AddSingleton<IRecordStore>(_store);
            silo.Services.AddSingleton<IPasswords, PlainPasswords>();
            silo.Services.AddSingleton<ISecrets, PlainSecrets>();
            silo.Services.AddSingleton<ILogSigner, PlainSigner>();
            silo.Services.AddSingleton<IMailer>(_mailer);
            silo.Services.AddSingleton<IDomainTxtRecords, PublishedTexts>();
            silo.Services.AddSingleton<IUserPool>(_pool);
            silo.Services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.None));
            silo.AddRecordGrainStorage();
            silo.AddTenantryGrains();
        });
        _cluster = builder.Build();
        await _cluster.DeployAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _cluster.DisposeAsync();
        await _store.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_sign_up_is_told_step_by_step_and_its_password_is_kept_nowhere()
    {
        var tenant = await Grains.Tenant();
        var (organization, email) = (tenant.Organization.Id, tenant.User.Email);
        Assert.Equal(new OrganizationIdentity { Provider = "recorded", Status = PoolProgress.Pending }, tenant.Organization.Identity);
        await Has(organization, PoolProgress.Ready);

        Assert.Equal(
            [$"make {email} Admin in {organization}", $"password name-of-{email} {Make.Password}", $"join name-of-{email} {organization}"],
            _pool.CallsAbout(email));
        Assert.Equal(tenant.User.Id, await Linked($"sub-of-{email}"));
        Assert.Null(await Grains.User(tenant.User.Id).GetPasswordHash());
        await Eventually.True(async () => !await IsStored(Make.Password));
    }

    [Fact]
    public async Task What_changes_is_told_and_nothing_else()
    {
        var (first, second) = (await Grains.Tenant(), await Grains.Tenant());
        await Has(first.Organization.Id, PoolProgress.Ready);
        await Has(second.Organization.Id, PoolProgress.Ready);
        var email = first.User.Email;
        var told = _pool.CallsAbout(email).Count;

        await Grains.User(first.User.Id).VerifyEmail();
        await Eventually.True(() => Task.FromResult(_pool.CallsAbout(email).Count == told + 1));
        Assert.Equal($"update name-of-{email} Admin verified=True", _pool.CallsAbout(email)[^1]);

        await Grains.Commands().Run(new AddMember { Organization = second.Organization.Id, User = first.User.Id, Role = "viewer", Actor = Operator });
        await Eventually.True(() => Task.FromResult(_pool.CallsAbout(email).Count == told + 2));
        Assert.Equal($"join name-of-{email} {second.Organization.Id}", _pool.CallsAbout(email)[^1]);

        await Grains.Commands().Run(new EndMembership { Organization = second.Organization.Id, User = first.User.Id, Actor = Operator });
        await Eventually.True(() => Task.FromResult(_pool.CallsAbout(email).Count == told + 3));
        Assert.Equal($"leave name-of-{email} {second.Organization.Id}", _pool.CallsAbout(email)[^1]);
    }

    [Fact]
    public async Task Accounts_that_others_make_get_their_password_at_the_pool_too()
    {
        var tenant = await Grains.Tenant();
        var (colleague, free) = ($"{Make.Unique()}@example.com", $"{Make.Unique()}@example.com");

        var member = Assert.IsType<MemberView>(await Run(new AddOrganizationUser
        {
            Organization = tenant.Organization.Id,
            Email = colleague,
            Password = Make.Password,
            Actor = Actor.User(tenant.User.Id),
        }));
        var account = Assert.IsType<AccountView>(await Run(new AddUser { Email = free, Password = Make.Password, Actor = Actor.System }));
        await Run(new AddMember { Organization = tenant.Organization.Id, User = account.Id, Role = "viewer", Actor = Operator });

        foreach (var (user, email) in new[] { (member.Id, colleague), (account.Id, free) })
        {
            await Eventually.True(() => Task.FromResult(_pool.CallsAbout(email).Contains($"password name-of-{email} {Make.Password}")));
            Assert.False(await Grains.User(user).HasPassword());
        }
    }

    [Fact]
    public async Task Passwords_and_second_factors_are_the_pools()
    {
        var tenant = await Grains.Tenant();
        var user = tenant.User.Id;

        Assert.Equal(ErrorCode.IdentityElsewhere, await Refusal(new ChangePassword { User = user, Current = Make.Password, Password = "another good password" }));
        Assert.Equal(ErrorCode.IdentityElsewhere, await Refusal(new ResetPassword { Token = "any", Password = "another good password" }));
        Assert.Equal(ErrorCode.IdentityElsewhere, await Refusal(new EnrolSecondFactor { User = user, Password = Make.Password }));

        // The answer is the same as for an address that is nobody's, and no mail comes: the one that is asked for later overtakes none.
        await Run(new ForgetPassword { Email = tenant.User.Email });
        await Eventually.True(() => Task.FromResult(_mailer.SentTo(tenant.User.Email).Count == 1));
        await Run(new SendVerification { User = user });
        await Eventually.True(() => Task.FromResult(_mailer.SentTo(tenant.User.Email).Count == 2));
        Assert.DoesNotContain(_mailer.SentTo(tenant.User.Email), mail => mail.Subject.Contains("password", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Who_has_no_password_here_needs_none_to_change_the_address_or_to_close_the_account()
    {
        var tenant = await Grains.Tenant();
        var email = $"{Make.Unique()}@example.com";
        var member = Assert.IsType<MemberView>(await Run(new AddOrganizationUser
        {
            Organization = tenant.Organization.Id,
            Email = email,
            Password = Make.Password,
            Actor = Actor.User(tenant.User.Id),
        }));

        await Run(new ChangeEmail { User = member.Id, Email = $"{Make.Unique()}@example.com" });
        await Run(new CloseAccount { User = member.Id });

        Assert.Equal(ErrorCode.UserNotFound, (await Grains.User(member.Id).Get()).Error?.Code);
        var local = await poolless.Grains.Tenant();
        foreach (var command in new Command[] { new ChangeEmail { User = local.User.Id, Email = email }, new CloseAccount { User = local.User.Id } })
            Assert.Equal("password", Assert.Single((await poolless.Grains.Commands().Run(command)).Error!.Fields).Field);
    }

    [Fact]
    public async Task An_attempt_goes_on_where_the_last_one_failed()
    {
        _pool.Fails = call => Throw(call.StartsWith("join", StringComparison.Ordinal), new IOException("down."));
        var tenant = await Grains.Tenant();
        var user = Grains.PoolUser(tenant.User.Id);
        await Eventually.True(async () => (await user.Get()).Value?.LastError == "down.");
        await Eventually.True(async () => !(await Grains.Lists().PoolUsers(null, 10)).Items.IsEmpty);
        var shown = await Grains.Lists().PoolUsers(null, 10);
        Assert.Equal((tenant.User.Id, PoolUserStatus.Waiting), (Assert.Single(shown.Items).Id, shown.Items[0].Status));

        _pool.Fails = null;
        _clock.Advance(TimeSpan.FromMinutes(1));
        await Has(tenant.Organization.Id, PoolProgress.Ready);

        Assert.Single(_pool.CallsAbout(tenant.User.Email), call => call.StartsWith("make", StringComparison.Ordinal));
        Assert.Single(_pool.CallsAbout(tenant.User.Email), call => call.StartsWith("password", StringComparison.Ordinal));
        Assert.Equal(ErrorCode.PoolUserNotFound, (await user.Get()).Error?.Code);
        await Eventually.True(async () => (await Grains.Lists().PoolUsers(null, 10)).Items.IsEmpty);
    }

    [Fact]
    public async Task What_the_pool_refuses_is_parked_until_an_operator_retries_or_drops_it()
    {
        _pool.Fails = call => Throw(call.StartsWith("make", StringComparison.Ordinal), new PoolRefusedException("Too short."));
        var (kept, dropped) = (await Grains.Tenant(), await Grains.Tenant());
        await Has(kept.Organization.Id, PoolProgress.Failed);
        await Has(dropped.Organization.Id, PoolProgress.Failed);
        Assert.Equal(PoolUserStatus.Parked, (await Grains.PoolUser(kept.User.Id).Get()).Value!.Status);

        Assert.True((await Grains.PoolUser(dropped.User.Id).Drop(Operator)).Succeeded);
        _pool.Fails = null;
        Assert.True((await Grains.PoolUser(kept.User.Id).Retry(Operator)).Succeeded);

        await Has(kept.Organization.Id, PoolProgress.Ready);
        Assert.Empty(_pool.CallsAbout(dropped.User.Email));
        Assert.Equal(ErrorCode.PoolUserNotFound, (await Grains.PoolUser(dropped.User.Id).Retry(Operator)).Error?.Code);
        await Eventually.True(async () => (await Grains.Lists().PoolUsers(null, 10)).Items.IsEmpty);
    }

    [Fact]
    public async Task Without_a_pool_nothing_is_announced()
    {
        var tenant = await poolless.Grains.Tenant();

        Assert.Null(tenant.Organization.Identity);
        Assert.Null(await poolless.Store.Read(RecordKey.Of(poolless.Grains.PoolUser(tenant.User.Id).GetGrainId()), TestContext.Current.CancellationToken));
    }

    private async Task<object?> Run(Command command)
    {
        var outcome = await Grains.Commands().Run(command);
        Assert.Null(outcome.Error);
        return outcome.Value;
    }

    private async Task<ErrorCode?> Refusal(Command command) => (await Grains.Commands().Run(command)).Error?.Code;

    private static void Throw(bool condition, Exception exception)
    {
        if (condition)
            throw exception;
    }

    private Task Has(OrganizationId organization, PoolProgress progress)
        => Eventually.True(async () => (await Grains.Organization(organization).Get()).Value?.Identity?.Status == progress);

    private async Task<UserId?> Linked(string subject)
    {
        await Eventually.True(async () => await Grains.IdentityLink(_pool.Issuer, subject).Get() is not null);
        return (await Grains.IdentityLink(_pool.Issuer, subject).Get())?.User;
    }

    private async Task<bool> IsStored(string text)
    {
        await foreach (var record in _store.Scan(TestContext.Current.CancellationToken))
        {
            if (Encoding.UTF8.GetString(record.Body.Span).Contains(text, StringComparison.Ordinal))
                return true;
        }

        return false;
    }
}

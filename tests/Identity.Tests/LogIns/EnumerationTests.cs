using System.Globalization;

namespace Tenantry.Identity.Tests;

/// <summary>Whether there is an account shows neither in the answer to a log-in nor in the time that it takes.</summary>
public sealed class EnumerationTests(SiloFixture silo)
{
    // So many that the work of one check stands out from the noise of a busy machine; the accounts' own hashes are older and cheaper.
    private const int Iterations = 30_000;
    private const int Accounts = 12;
    private const int AttemptsAtEach = 4;

    [Fact]
    public async Task Who_is_unknown_disabled_or_mistyped_looks_the_same_and_takes_as_long()
    {
        await using var host = await IdentityHost.Start(
            silo, store: null,
            ("Tenantry:Identity:PasswordIterations", Iterations.ToString(CultureInfo.InvariantCulture)), ("Tenantry:Issuer", "https://id.example.com"));
        var known = await Task.WhenAll(Enumerable.Range(0, Accounts).Select(_ => silo.SignUp()));
        var disabled = await Task.WhenAll(Enumerable.Range(0, Accounts).Select(_ => Disabled()));
        var unknown = Enumerable.Range(0, Accounts).Select(_ => new Account($"{SiloFixture.Unique()}@example.com", "")).ToArray();
        var operators = new List<Account>();
        for (var i = 0; i < Accounts; i++)
            operators.Add(await silo.Operator());

        var kinds = new Kind[]
        {
            new("known, wrong password", known, "wrong", null),
            new("unknown", unknown, Account.Password, null),
            new("disabled, right password", disabled, Account.Password, null),
            new("operator, wrong password", operators, "wrong", "operator"),
            new("unknown operator", unknown, Account.Password, "operator"),
        };

        // Side by side and in an order drawn anew each time, so that whatever else the machine does befalls all alike.
        var random = new Random(1);
        for (var round = 0; round < Accounts * AttemptsAtEach; round++)
        {
            random.Shuffle(kinds);
            foreach (var kind in kinds)
                await kind.Attempt(host, round % Accounts);
        }

        var answers = kinds.SelectMany(kind => kind.Answers).Distinct().ToArray();
        Assert.Single(answers);
        var medians = kinds.ToDictionary(kind => kind.Name, kind => kind.Median);
        var usual = medians["known, wrong password"];
        Assert.All(medians, kind => Assert.True(kind.Value / usual is > 0.7 and < 1.4, string.Join("; ", medians.Select(one => $"{one.Key}: {one.Value:0.00} ms"))));
    }

    [Fact]
    public async Task A_hash_of_fewer_rounds_takes_as_long_as_one_of_todays()
    {
        using var former = Passwords(1);
        using var today = Passwords(200_000);
        var (old, fresh) = (await former.Hash(Account.Password), await today.Hash(Account.Password));
        var times = new Dictionary<string, List<double>> { [old] = [], [fresh] = [] };

        for (var i = 0; i < 11; i++)
        {
            foreach (var hash in (string[])[old, fresh])
            {
                var began = TimeProvider.System.GetTimestamp();
                Assert.True(await today.Verify(hash, Account.Password));
                times[hash].Add(TimeProvider.System.GetElapsedTime(began).TotalMilliseconds);
            }
        }

        Assert.InRange(Median(times[old]) / Median(times[fresh]), 0.6, 1.6);
    }

    private static Passwords Passwords(int iterations)
        => new(Microsoft.Extensions.Options.Options.Create(new IdentitySettings { PasswordIterations = iterations }));

    private static double Median(List<double> times) => times.Order().ElementAt(times.Count / 2);

    private async Task<Account> Disabled()
    {
        var account = await silo.SignUp();
        var outcome = await silo.Grains.Commands().Run(new DisableUser { User = UserId.Wrap(account.Id), Reason = "spam", Actor = Actor.System });
        Assert.Null(outcome.Error);
        return account;
    }

    private sealed record Kind(string Name, IReadOnlyList<Account> Accounts, string Password, string? Scope)
    {
        private readonly List<double> _times = [];

        public HashSet<string> Answers { get; } = [];

        public double Median => EnumerationTests.Median(_times);

        public async Task Attempt(IdentityHost host, int account)
        {
            var began = TimeProvider.System.GetTimestamp();
            var answer = await host.LogIn(Accounts[account].Email, Password, Scope);
            _times.Add(TimeProvider.System.GetElapsedTime(began).TotalMilliseconds);
            var headers = answer.Headers.Where(header => header.Key != "Date").Select(header => $"{header.Key}: {string.Join(", ", header.Value)}").Order();
            Answers.Add($"{answer.Status} {answer.ContentType} {string.Join(" | ", headers)} {answer.Body.GetRawText()}");
        }
    }
}

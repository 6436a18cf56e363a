using System.Security.Cryptography;
using System.Text;

namespace Tenantry.Grains;

[GrainType("request"), CollectionAgeLimit(Minutes = 2)]
internal sealed class RequestGrain(
    [PersistentState("record")] IPersistentState<Record<RequestState>> storage, AggregateSurroundings surroundings,
    CommandRunner runner, ServerSecret secret)
    : AggregateGrain<RequestState>(storage, surroundings), IRequestGrain
{
    private const int Attempts = 3;
    // Shorter than a request may take, so that its caller hears why.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan KeptFor = TimeSpan.FromHours(24);

    private readonly TimeProvider _time = surroundings.Time;
    private Task<Outcome>? _running;
    private string? _runningFingerprint;

    // Calls interleave, so that later callers can wait for the first; only the first, which sets _running, ever commits.
    public async Task<Outcome> Run(Command command)
    {
        var fingerprint = await Fingerprint(command);
        if ((_runningFingerprint ?? State.Fingerprint) is { } first && !IsSame(first, fingerprint))
            return Refused(Errors.IdempotencyKeyReused());
        if (State.IsAnswered())
            return Kept(command);

        if (_running is null)
        {
            _runningFingerprint = fingerprint;
            _running = RunOnce(command, fingerprint);
            return await _running;
        }

        try
        {
            var outcome = await _running.WaitAsync(Patience, _time);
            return outcome with { Value = WithoutSecret(outcome.Value), Replayed = true };
        }
        catch (TimeoutException)
        {
            return Refused(Errors.IdempotencyInProgress(TimeSpan.FromSeconds(1)));
        }
    }

    protected override bool EndsWithAlarm => true;

    protected override DateTimeOffset? AlarmOf(RequestState state) => state.Fingerprint is null ? null : state.ForgetAt;

    protected override async Task OnAlarm()
    {
        if (_running is null && State.Fingerprint is not null && State.ForgetAt <= Now)
            await Erase();
    }

    private async Task<Outcome> RunOnce(Command command, string fingerprint)
    {
        try
        {
            for (var attempt = 1; ; attempt++)
            {
                // The ids are stored before they are used: a retry after a crash repeats the command with the same ones.
                if (State.Fingerprint is null)
                    await Commit(Begin(fingerprint));

                var outcome = await runner.Run(command, new CommandIds(State.Seed));
                if (IsAbandoned(outcome.Error))
                {
                    await Commit(Begin(fingerprint));
                    if (outcome.Error!.Code == ErrorCode.AttemptAbandoned && attempt < Attempts)
                        continue;
                }

                if (outcome.Error?.RetryAfter is not null)
                    return outcome;

                await Commit(State with
                {
                    Answer = GrainJson.ToElement(WithoutSecret(outcome.Value)),
                    Revision = RevisionOf(outcome.Value),
                    Error = outcome.Error,
                });
                return outcome;
            }
        }
        finally
        {
            _running = null;
            _runningFingerprint = null;
        }
    }

    // A sign-up that was abandoned, by a rival or because a name it wants is pending for one, can never commit under its ids.
    private static bool IsAbandoned(Error? error)
        => error is { Code: ErrorCode.AttemptAbandoned } or { Code: ErrorCode.EmailTaken or ErrorCode.SlugTaken, RetryAfter: not null };

    private RequestState Begin(string fingerprint) => new() { Fingerprint = fingerprint, Seed = Ids.NewUuid(), ForgetAt = Now + KeptFor };

    private Outcome Kept(Command command) => new()
    {
        Value = State.Answer is { } answer ? At(GrainJson.FromElement(answer, AnswerType(command)), State.Revision) : null,
        Error = State.Error,
        Replayed = true,
    };

    // Keyed, because a payload can hold a password, and a bare hash of it could be guessed from a stolen copy of the store.
    private async Task<string> Fingerprint(Command command)
        => Convert.ToHexStringLower(HMACSHA256.HashData(await secret.Get(), GrainJson.ToBytes(command)));

    private static bool IsSame(string fingerprint, string other)
        => CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(fingerprint), Encoding.ASCII.GetBytes(other));

    private static Type AnswerType(Command command) => command.GetType().BaseType!.GetGenericArguments()[0];

    // What is shown once is shown to the first caller alone, and never stored.
    private static object? WithoutSecret(object? answer) => answer is IShownOnce secret ? secret.WithoutSecret() : answer;

    private static long RevisionOf(object? answer) => answer switch
    {
        OrganizationView organization => organization.Revision,
        ProjectView project => project.Revision,
        TeamView team => team.Revision,
        DomainView domain => domain.Revision,
        EnvironmentView environment => environment.Revision,
        EnvironmentValues values => values.Revision,
        Subscription subscription => subscription.Revision,
        Overrides overrides => overrides.Revision,
        InvitationView invitation => invitation.Revision,
        OperatorView account => account.Revision,
        AccountView account => account.Revision,
        MemberView member => member.Revision,
        _ => 0,
    };

    private static object At(object answer, long revision) => answer switch
    {
        OrganizationView organization => organization with { Revision = revision },
        ProjectView project => project with { Revision = revision },
        TeamView team => team with { Revision = revision },
        DomainView domain => domain with { Revision = revision },
        EnvironmentView environment => environment with { Revision = revision },
        EnvironmentValues values => values with { Revision = revision },
        Subscription subscription => subscription with { Revision = revision },
        Overrides overrides => overrides with { Revision = revision },
        InvitationView invitation => invitation with { Revision = revision },
        OperatorView account => account with { Revision = revision },
        AccountView account => account with { Revision = revision },
        MemberView member => member with { Revision = revision },
        _ => answer,
    };

    private static Outcome Refused(Error error) => new() { Error = error };
}

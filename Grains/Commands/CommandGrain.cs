using Orleans.Concurrency;

namespace Tenantry.Grains;

[StatelessWorker, GrainType("command")]
internal sealed class CommandGrain(CommandRunner runner, IdSource ids) : Grain, ICommandGrain
{
    private const int Attempts = 3;

    public async Task<Outcome> Run(Command command)
    {
        Outcome outcome;
        var attempt = 0;
        do
        {
            outcome = await runner.Run(command, new CommandIds(ids.NewUuid()));
        }
        while (outcome.Error?.Code == ErrorCode.AttemptAbandoned && ++attempt < Attempts);

        return outcome;
    }
}

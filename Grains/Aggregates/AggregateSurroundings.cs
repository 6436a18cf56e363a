using Microsoft.Extensions.Logging;

namespace Tenantry.Grains;

/// <summary>What every aggregate needs from outside: other grains, the clock, ids, and a log.</summary>
internal sealed class AggregateSurroundings(IGrainFactory grains, TimeProvider time, IdSource ids, ILoggerFactory loggers)
{
    public IGrainFactory Grains => grains;

    public TimeProvider Time => time;

    public IdSource Ids => ids;

    public ILoggerFactory Loggers => loggers;
}

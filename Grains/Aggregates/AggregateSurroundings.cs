using Microsoft.Extensions.Logging;

namespace Tenantry.Grains;

/// <summary>What every aggregate needs from outside: other grains and their records, the clock, ids, and a log.</summary>
internal sealed class AggregateSurroundings(
    IGrainFactory grains, IRecordStore records, TimeProvider time, IdSource ids, ILoggerFactory loggers)
{
    public IRecordStore Records => records;

    public IGrainFactory Grains => grains;

    public TimeProvider Time => time;

    public IdSource Ids => ids;

    public ILoggerFactory Loggers => loggers;
}

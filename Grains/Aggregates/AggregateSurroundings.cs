using Microsoft.Extensions.Logging;

namespace Tenantry.Grains;

/// <summary>What every aggregate needs from outside: other grains and their records, the clock, ids, a log, and whether somebody outside follows.</summary>
internal sealed class AggregateSurroundings(
    IGrainFactory grains, IRecordStore records, TimeProvider time, IdSource ids, ILoggerFactory loggers, IUserPool pool)
{
    public IRecordStore Records => records;

    public IGrainFactory Grains => grains;

    public TimeProvider Time => time;

    public IdSource Ids => ids;

    public ILoggerFactory Loggers => loggers;

    /// <summary>What kind of pool outside accounts are told to; null when there is none.</summary>
    public string? PoolProvider => pool.Provider;
}

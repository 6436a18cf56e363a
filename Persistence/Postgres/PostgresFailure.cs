using System.Net.Sockets;
using Npgsql;

namespace Tenantry.Persistence;

/// <summary>What PostgreSQL's errors mean to us.</summary>
internal static class PostgresFailure
{
    extension(Exception failure)
    {
        /// <summary>
        /// What callers are told. The driver's own exception is not passed on, only its words: it knows no way to another process,
        /// and would keep this one from getting there.
        /// </summary>
        public StoreUnavailableException Unavailable(string doing)
            => failure as StoreUnavailableException ?? new StoreUnavailableException($"PostgreSQL could not {doing}: {failure.Message}");

        /// <summary>A failure of the database or of the way to it, not of this program.</summary>
        public bool IsOfTheDatabase
            => failure is NpgsqlException or SocketException or IOException or TimeoutException or ObjectDisposedException or StoreUnavailableException;

        /// <summary>The connection broke, so another may do: the server was restarted, or somebody ended the session.</summary>
        public bool IsLostConnection => failure switch
        {
            // Shut down by an administrator, after a crash, and not yet up; a server that has become a standby takes no writes.
            PostgresException { SqlState: "57P01" or "57P02" or "57P03" or "57P05" or "25006" } => true,
            PostgresException { SqlState: ['0', '8', ..] } => true,
            PostgresException => false,
            NpgsqlException { InnerException: TimeoutException } => false,
            NpgsqlException or SocketException or IOException => true,
            _ => false,
        };

        /// <summary>Nobody answered in time.</summary>
        public bool IsSilence => failure is TimeoutException or NpgsqlException { InnerException: TimeoutException };

        /// <summary>The transaction was undone to let another pass; it may be tried again.</summary>
        public bool IsCollision => failure is PostgresException { SqlState: "40001" or "40P01" };

        /// <summary>The database does not want this very content: data, constraint, limit, or a trigger's veto.</summary>
        public bool IsRefusal
            => failure is PostgresException { SqlState: ['2', '2', ..] or ['2', '3', ..] or ['5', '4', ..] or ['P', '0', ..] };
    }
}

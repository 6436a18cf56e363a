namespace Tenantry.Persistence;

internal static partial class PostgresSchema
{
    // What Microsoft.Orleans.Clustering.AdoNet asks of a database: it reads its questions from the table OrleansQuery, under
    // these names, and gives and expects these parameters and columns. Every change of a row moves its cluster's version in the
    // same statement, and only from the version the caller has seen; the version's row is locked first, so changes come one
    // after the other. Signs of life and clean-up move no version. 3 is Active.
    private const string Membership = """
        CREATE TABLE cluster_versions (
            cluster text COLLATE "C" PRIMARY KEY,
            version integer NOT NULL DEFAULT 0,
            moved timestamptz NOT NULL DEFAULT now());

        CREATE TABLE cluster_members (
            cluster text COLLATE "C" NOT NULL,
            address text COLLATE "C" NOT NULL,
            port integer NOT NULL,
            generation integer NOT NULL,
            silo_name text NOT NULL,
            host_name text NOT NULL,
            status integer NOT NULL,
            proxy_port integer NOT NULL,
            suspect_times text,
            start_time timestamptz NOT NULL,
            i_am_alive_time timestamptz NOT NULL,
            PRIMARY KEY (cluster, address, port, generation));

        CREATE TABLE OrleansQuery (
            QueryKey text COLLATE "C" PRIMARY KEY,
            QueryText text NOT NULL);

        INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES
        ('InsertMembershipVersionKey', $query$
            WITH made AS (
                INSERT INTO cluster_versions (cluster) VALUES (@DeploymentId) ON CONFLICT DO NOTHING RETURNING cluster)
            SELECT EXISTS (SELECT FROM made)
        $query$),
        ('InsertMembershipKey', $query$
            WITH version AS (
                UPDATE cluster_versions AS v SET version = v.version + 1, moved = now()
                WHERE v.cluster = @DeploymentId AND v.version = @Version AND NOT EXISTS (
                    SELECT FROM cluster_members AS m
                    WHERE m.cluster = @DeploymentId AND m.address = @Address AND m.port = @Port AND m.generation = @Generation)
                RETURNING v.cluster),
            made AS (
                INSERT INTO cluster_members (
                    cluster, address, port, generation, silo_name, host_name, status, proxy_port, start_time, i_am_alive_time)
                SELECT cluster, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort, @StartTime, @IAmAliveTime
                FROM version
                RETURNING cluster)
            SELECT EXISTS (SELECT FROM made)
        $query$),
        ('UpdateMembershipKey', $query$
            WITH version AS (
                UPDATE cluster_versions AS v SET version = v.version + 1, moved = now()
                WHERE v.cluster = @DeploymentId AND v.version = @Version AND EXISTS (
                    SELECT FROM cluster_members AS m
                    WHERE m.cluster = @DeploymentId AND m.address = @Address AND m.port = @Port AND m.generation = @Generation)
                RETURNING v.cluster),
            changed AS (
                UPDATE cluster_members AS m
                SET status = @Status, suspect_times = @SuspectTimes, i_am_alive_time = @IAmAliveTime
                FROM version
                WHERE m.cluster = version.cluster AND m.address = @Address AND m.port = @Port AND m.generation = @Generation
                RETURNING m.cluster)
            SELECT EXISTS (SELECT FROM changed)
        $query$),
        ('UpdateIAmAlivetimeKey', $query$
            UPDATE cluster_members SET i_am_alive_time = @IAmAliveTime
            WHERE cluster = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation
        $query$),
        ('MembershipReadRowKey', $query$
            SELECT m.address AS Address, m.port AS Port, m.generation AS Generation, m.silo_name AS SiloName,
                m.host_name AS HostName, m.status AS Status, m.proxy_port AS ProxyPort, m.suspect_times AS SuspectTimes,
                m.start_time AS StartTime, m.i_am_alive_time AS IAmAliveTime, v.version AS Version
            FROM cluster_versions AS v LEFT JOIN cluster_members AS m
                ON m.cluster = v.cluster AND m.address = @Address AND m.port = @Port AND m.generation = @Generation
            WHERE v.cluster = @DeploymentId
        $query$),
        ('MembershipReadAllKey', $query$
            SELECT m.address AS Address, m.port AS Port, m.generation AS Generation, m.silo_name AS SiloName,
                m.host_name AS HostName, m.status AS Status, m.proxy_port AS ProxyPort, m.suspect_times AS SuspectTimes,
                m.start_time AS StartTime, m.i_am_alive_time AS IAmAliveTime, v.version AS Version
            FROM cluster_versions AS v LEFT JOIN cluster_members AS m ON m.cluster = v.cluster
            WHERE v.cluster = @DeploymentId
        $query$),
        ('GatewaysQueryKey', $query$
            SELECT address AS Address, proxy_port AS ProxyPort, generation AS Generation FROM cluster_members
            WHERE cluster = @DeploymentId AND status = @Status AND proxy_port > 0
        $query$),
        ('CleanupDefunctSiloEntriesKey', $query$
            DELETE FROM cluster_members
            WHERE cluster = @DeploymentId AND status <> 3 AND greatest(i_am_alive_time, start_time) < @IAmAliveTime
        $query$),
        ('DeleteMembershipTableEntriesKey', $query$
            WITH version AS (DELETE FROM cluster_versions WHERE cluster = @DeploymentId)
            DELETE FROM cluster_members WHERE cluster = @DeploymentId
        $query$);
        """;
}

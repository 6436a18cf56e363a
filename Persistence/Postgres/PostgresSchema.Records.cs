namespace Tenantry.Persistence;

internal static partial class PostgresSchema
{
    // Bodies are text so that psql and JSON functions can read them. Keys are compared by their bytes. Room is left in each page
    // so that a new version of a record finds place beside the old one, without an entry in any index. The alarm index carries
    // the bucket, so that a sweep of one shard reads the index only.
    //
    // The function is what makes a commit one round trip. It carries out writes in the order given, each seeing what came
    // before it, and says of each whether it was done, and if not, which etag is there.
    private const string Records = """
        CREATE TABLE tenantry_schema (
            version integer PRIMARY KEY,
            made timestamptz NOT NULL DEFAULT now());

        CREATE TABLE records (
            partition text COLLATE "C" NOT NULL,
            key text COLLATE "C" NOT NULL,
            etag text NOT NULL,
            alarm bigint,
            bucket integer NOT NULL,
            body text NOT NULL,
            PRIMARY KEY (partition, key))
        WITH (fillfactor = 85, autovacuum_vacuum_scale_factor = 0.05, autovacuum_analyze_scale_factor = 0.05);

        CREATE INDEX records_by_alarm ON records (alarm, partition, key, bucket) WHERE alarm IS NOT NULL;

        CREATE FUNCTION write_records(
            partitions text[], keys text[], expecteds text[], ids text[], alarms bigint[], buckets integer[], bodies text[])
        RETURNS TABLE (written boolean, stored text)
        LANGUAGE plpgsql AS $function$
        DECLARE w record;
        BEGIN
            FOR w IN
                SELECT * FROM unnest(partitions, keys, expecteds, ids, alarms, buckets, bodies)
                    AS t (partition, key, expected, id, alarm, bucket, body)
            LOOP
                IF w.body IS NULL THEN
                    DELETE FROM records AS r
                    WHERE r.partition = w.partition AND r.key = w.key AND r.etag = w.expected;
                ELSIF w.expected IS NULL THEN
                    INSERT INTO records (partition, key, etag, alarm, bucket, body)
                    VALUES (w.partition, w.key, w.id, w.alarm, w.bucket, w.body)
                    ON CONFLICT DO NOTHING;
                ELSE
                    UPDATE records AS r SET etag = w.id, alarm = w.alarm, body = w.body
                    WHERE r.partition = w.partition AND r.key = w.key AND r.etag = w.expected;
                END IF;

                written := FOUND;
                stored := NULL;
                IF NOT written THEN
                    SELECT r.etag INTO stored FROM records AS r WHERE r.partition = w.partition AND r.key = w.key;
                END IF;
                RETURN NEXT;
            END LOOP;
        END
        $function$;
        """;
}

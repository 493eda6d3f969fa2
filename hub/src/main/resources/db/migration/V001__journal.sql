-- The journal: canonical facts, each written in the transaction that decided it.
CREATE SCHEMA journal;

CREATE SEQUENCE journal.fact_position AS bigint MINVALUE 0 START WITH 0 CACHE 1;
SELECT nextval('journal.fact_position'); -- so that last_value is always a position that was given out

CREATE TABLE journal.fact (
    position     bigint      PRIMARY KEY,
    type         text        NOT NULL CHECK (type ~ '^[a-z][a-z_]*(\.[a-z][a-z_]*)+$'),
    subject      text        NOT NULL CHECK (subject <> ''),
    time         timestamptz NOT NULL,
    ordering_key text        NOT NULL CHECK (ordering_key <> ''),
    partition    smallint    NOT NULL CHECK (partition BETWEEN 0 AND 15),
    correlation  text        NOT NULL CHECK (correlation <> ''),
    causation    bigint      CHECK (causation < position),
    actor        text        NOT NULL CHECK (actor <> ''),
    version      smallint    NOT NULL CHECK (version > 0),
    traceparent  text,
    data         jsonb       NOT NULL CHECK (jsonb_typeof(data) = 'object')
);
CREATE INDEX fact_by_partition ON journal.fact (partition, position);
CREATE INDEX fact_by_key ON journal.fact (ordering_key, position);

COMMENT ON TABLE journal.fact IS 'Canonical facts. CloudEvents id = position, source = the hub, type/subject/time as named, dataschema = type + version.';

CREATE TABLE journal.cursor (
    subscription text        NOT NULL,
    partition    smallint    NOT NULL CHECK (partition BETWEEN 0 AND 15),
    position     bigint      NOT NULL CHECK (position >= 0),
    moved_at     timestamptz NOT NULL,
    PRIMARY KEY (subscription, partition)
);

CREATE TABLE journal.parked (
    subscription    text        NOT NULL,
    position        bigint      NOT NULL REFERENCES journal.fact (position),
    partition       smallint    NOT NULL,
    ordering_key    text        NOT NULL,
    code            text        NOT NULL,
    reason          text        NOT NULL,
    attempts        int         NOT NULL CHECK (attempts >= 0),
    parked_at       timestamptz NOT NULL,
    next_attempt_at timestamptz,           -- empty: a person decides, or an earlier fact of the key is parked
    PRIMARY KEY (subscription, position)
);
CREATE INDEX parked_due ON journal.parked (subscription, partition, next_attempt_at)
    WHERE next_attempt_at IS NOT NULL;
CREATE INDEX parked_by_key ON journal.parked (subscription, ordering_key, position);

-- An append holds a shared advisory lock on the position that was the last one when it began; every
-- position it takes is greater. So all positions up to the smallest lock held are finished.
CREATE FUNCTION journal.append_ticket() RETURNS void LANGUAGE sql VOLATILE AS $$
    SELECT pg_advisory_xact_lock_shared((67::bigint << 56) | last_value) FROM journal.fact_position
$$;

CREATE FUNCTION journal.safe_position() RETURNS bigint LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    given_out bigint;
    running   bigint;
BEGIN
    SELECT last_value INTO given_out FROM journal.fact_position;
    SELECT min(((l.classid::bigint << 32) | l.objid::bigint) & ((1::bigint << 56) - 1)) INTO running
      FROM pg_locks l
     WHERE l.locktype = 'advisory' AND l.objsubid = 1 AND l.granted
       AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
       AND l.classid::bigint >> 24 = 67;
    RETURN least(given_out, coalesce(running, given_out));
END
$$;

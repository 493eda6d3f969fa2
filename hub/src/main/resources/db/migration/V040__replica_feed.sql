-- How far each copy of another system's data has come. The version moves in the transaction that changes rows,
-- so whoever has seen a version can tell whether its memory is still right.
CREATE SCHEMA replica;

CREATE TABLE replica.feed (
    name      text        PRIMARY KEY,
    version   bigint      NOT NULL DEFAULT 0 CHECK (version >= 0),
    as_of     timestamptz NOT NULL DEFAULT 'epoch',
    watermark timestamptz NOT NULL DEFAULT 'epoch',
    full_at   timestamptz NOT NULL DEFAULT 'epoch',
    CHECK (full_at <= as_of)
);

-- Files that warehouses have left, each content once per feed, and what was wrong with their rows.
CREATE TABLE warehouse.file (
    system   text        NOT NULL,
    feed     text        NOT NULL,
    digest   text        NOT NULL CHECK (digest ~ '^[0-9a-f]{64}$'),
    name     text        NOT NULL,
    taken_at timestamptz NOT NULL,
    rows     int         NOT NULL CHECK (rows >= 0),
    messages int         NOT NULL CHECK (messages >= 0),
    faults   jsonb       NOT NULL,
    finished boolean     NOT NULL DEFAULT false,     -- moved out of the way, with its report beside it
    PRIMARY KEY (system, feed, digest)
);

-- Ways by which messages come in besides HTTP: who looks at each, and how it goes.
CREATE SCHEMA transports;
CREATE TABLE transports.source (
    source        text        NOT NULL,
    node          text        NOT NULL,
    looked_at     timestamptz NOT NULL,              -- the last look, good or bad
    taken         bigint      NOT NULL DEFAULT 0 CHECK (taken >= 0),
    full_since    timestamptz,                       -- nothing is fetched: too much waits to be digested
    failing_since timestamptz,                       -- the first look of those that failed in a row
    code          text,
    failure       text,
    PRIMARY KEY (source, node),
    CHECK ((failing_since IS NULL) = (code IS NULL) AND (code IS NULL) = (failure IS NULL))
);
-- Where two hubs could be handed the same message, one looks at a time.
CREATE TABLE transports.turn (
    source text        PRIMARY KEY,
    node   text        NOT NULL,
    until  timestamptz NOT NULL
);
-- What waits to be digested is counted before each fetch.
CREATE INDEX message_waiting ON inbox.message (received_at) WHERE state = 'received' AND source NOT LIKE 'portal:%';

-- The inbox: what others sent, kept as it came, each message once.
CREATE SCHEMA inbox;

CREATE TABLE inbox.message (
    id           uuid        PRIMARY KEY,
    source       text        NOT NULL CHECK (source <> ''),
    dedupe_key   text        NOT NULL CHECK (dedupe_key <> ''),
    digest       bytea       NOT NULL CHECK (octet_length(digest) = 32),
    content_type text        NOT NULL,
    payload      bytea       NOT NULL,
    received_at  timestamptz NOT NULL,
    correlation  text        NOT NULL,
    actor        text        NOT NULL,
    state        text        NOT NULL CHECK (state IN ('received', 'digested', 'refused')),
    settled_at   timestamptz,
    subject      text,                     -- the business number it turned out to be about
    outcome      jsonb,                    -- what was understood or answered
    UNIQUE (source, dedupe_key),
    CHECK ((state = 'received') = (settled_at IS NULL))
);
CREATE INDEX message_by_subject ON inbox.message (subject) WHERE subject IS NOT NULL;

-- The same key with another payload: refused, kept and shown, never processed.
CREATE TABLE inbox.conflict (
    id          uuid        PRIMARY KEY,
    message_id  uuid        NOT NULL REFERENCES inbox.message (id),
    digest      bytea       NOT NULL CHECK (octet_length(digest) = 32),
    payload     bytea       NOT NULL,
    received_at timestamptz NOT NULL,
    actor       text        NOT NULL,
    UNIQUE (message_id, digest)            -- a sender who insists fills no disk
);

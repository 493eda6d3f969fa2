-- Every version of a map that was ever used, and what was made with it.
CREATE SCHEMA maps;

CREATE TABLE maps.version (
    map        text        NOT NULL,
    version    text        NOT NULL,
    hash       text        NOT NULL CHECK (length(hash) = 64),   -- SHA-256 of the text
    owner      text        NOT NULL,
    source     text        NOT NULL,                             -- the text itself
    first_used timestamptz NOT NULL,
    PRIMARY KEY (map, version, hash)
);

CREATE TABLE maps.pin (
    produced  text        NOT NULL CHECK (produced IN ('message', 'effect', 'document')),
    id        uuid        NOT NULL,
    map       text        NOT NULL,
    version   text        NOT NULL,
    hash      text        NOT NULL,
    pinned_at timestamptz NOT NULL,
    PRIMARY KEY (produced, id, map, version, hash),
    FOREIGN KEY (map, version, hash) REFERENCES maps.version
);

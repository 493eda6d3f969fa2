-- How each hub's looks at the feeds of files go, for people to see.
CREATE TABLE warehouse.file_feed (
    system        text        NOT NULL,
    feed          text        NOT NULL,
    node          text        NOT NULL,
    looked_at     timestamptz NOT NULL,              -- the last look, good or bad
    waiting       int         NOT NULL CHECK (waiting >= 0),
    failing_since timestamptz,                       -- the first look of those that failed in a row
    code          text,
    failure       text,
    PRIMARY KEY (system, feed, node),
    CHECK ((failing_since IS NULL) = (code IS NULL) AND (code IS NULL) = (failure IS NULL))
);

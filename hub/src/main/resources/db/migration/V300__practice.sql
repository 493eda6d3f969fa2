-- Practice: how drills went, as those who ran them tell.
CREATE SCHEMA practice;

CREATE TABLE practice.report (
    id          uuid        PRIMARY KEY,           -- made of drill, seed and begin: the same run is the same row
    drill       text        NOT NULL CHECK (drill ~ '^[a-z][a-z-]{0,39}$'),
    seed        text        NOT NULL,
    begun_at    timestamptz NOT NULL,
    passed      boolean     NOT NULL,
    report      jsonb       NOT NULL,
    told_by     text        NOT NULL,
    told_at     timestamptz NOT NULL
);
CREATE INDEX report_by_begin ON practice.report (begun_at DESC, id DESC);

-- Comparisons of what we know with what another system says, each with its report.
CREATE SCHEMA reconciliation;

CREATE TABLE reconciliation.run (
    id           uuid        PRIMARY KEY,
    comparison   text        NOT NULL CHECK (comparison <> ''),
    system       text        NOT NULL CHECK (system <> ''),
    asked_by     text        NOT NULL CHECK (asked_by <> ''),
    state        text        NOT NULL CHECK (state IN ('waiting', 'settling', 'done', 'failed')),
    created_at   timestamptz NOT NULL,
    judge_at     timestamptz,                        -- when what differed is looked at again
    ended_at     timestamptz,
    leased_until timestamptz,                        -- a process is at it until then
    suspects     jsonb,                              -- what differed at the first look
    compared     int         NOT NULL DEFAULT 0,
    agreed       int         NOT NULL DEFAULT 0,
    in_flight    int         NOT NULL DEFAULT 0,
    drifts       int         NOT NULL DEFAULT 0,
    repaired     int         NOT NULL DEFAULT 0,
    reason       text,                               -- why it failed, or what it left out
    CHECK ((state IN ('done', 'failed')) = (ended_at IS NOT NULL)),
    CHECK (state <> 'settling' OR judge_at IS NOT NULL AND suspects IS NOT NULL),
    CHECK (repaired <= drifts)
);
-- One at a time for a comparison and a system.
CREATE UNIQUE INDEX run_under_way ON reconciliation.run (comparison, system) WHERE state IN ('waiting', 'settling');
CREATE INDEX run_by_system ON reconciliation.run (comparison, system, created_at);

-- The report of a run: everything that differed at its first look.
CREATE TABLE reconciliation.finding (
    run_id     uuid    NOT NULL REFERENCES reconciliation.run (id) ON DELETE CASCADE,
    key        text    NOT NULL CHECK (key <> ''),
    outcome    text    NOT NULL CHECK (outcome IN ('in_flight', 'repaired', 'waiting')),
    cause      text,
    sentence   text    NOT NULL,
    ours       text    NOT NULL,
    theirs     text    NOT NULL,
    difference numeric,
    unit       text,
    value      numeric,
    currency   text,
    PRIMARY KEY (run_id, key),
    CHECK ((outcome = 'in_flight') = (cause IS NULL)),
    CHECK ((difference IS NULL) = (unit IS NULL)),
    CHECK ((value IS NULL) = (currency IS NULL))
);

-- What needs a person, until a later run sees it no more.
CREATE TABLE reconciliation.drift (
    id         uuid        PRIMARY KEY,
    comparison text        NOT NULL,
    system     text        NOT NULL,
    key        text        NOT NULL,
    state      text        NOT NULL CHECK (state IN ('open', 'recount', 'closed')),
    since      timestamptz NOT NULL,
    run_id     uuid        NOT NULL,                 -- the last run that saw it
    cause      text        NOT NULL,
    sentence   text        NOT NULL,
    ours       text        NOT NULL,
    theirs     text        NOT NULL,
    difference numeric,
    unit       text,
    value      numeric,
    currency   text,
    repairable boolean     NOT NULL,
    details    jsonb       NOT NULL,
    decided_by text,
    closed_at  timestamptz,
    CHECK ((state = 'closed') = (closed_at IS NOT NULL))
);
CREATE UNIQUE INDEX drift_open ON reconciliation.drift (comparison, system, key) WHERE state <> 'closed';

-- A count that has to be taken again may carry the number that we have already.
ALTER TABLE inventory.position DROP CONSTRAINT position_movement_check,
                               ADD CONSTRAINT position_movement_check CHECK (movement >= -1);

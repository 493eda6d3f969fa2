-- Replays: what would be done again, who approved it, and what came of each line.
CREATE SCHEMA replay;

CREATE TABLE replay.plan (
    id          uuid        PRIMARY KEY,
    scope       jsonb       NOT NULL,
    says        text        NOT NULL,          -- the scope in words
    hash        text        NOT NULL CHECK (length(hash) = 64),   -- SHA-256 over scope and lines
    state       text        NOT NULL CHECK (state IN ('planned', 'running', 'done')),
    made_by     text        NOT NULL,
    made_at     timestamptz NOT NULL,
    approved_by text,
    approved_at timestamptz,
    reason      text,
    ended_at    timestamptz,
    CHECK ((state = 'planned') = (approved_at IS NULL)),
    CHECK ((approved_at IS NULL) = (approved_by IS NULL) AND (approved_at IS NULL) = (reason IS NULL)),
    CHECK ((state = 'done') = (ended_at IS NOT NULL))
);
CREATE INDEX plan_running ON replay.plan (approved_at) WHERE state = 'running';
CREATE INDEX plan_planned ON replay.plan (made_at) WHERE state = 'planned';

CREATE TABLE replay.line (
    plan      uuid NOT NULL REFERENCES replay.plan (id) ON DELETE CASCADE,
    ordinal   int  NOT NULL CHECK (ordinal > 0),
    subject   text NOT NULL,                   -- effect:…, fact:…, message:…
    what      text NOT NULL,
    target    text NOT NULL,
    action    text NOT NULL CHECK (action IN ('skip', 'repeat', 'compensate', 'by_hand', 'fenced')),
    reference text,                            -- the target's number
    sentence  text NOT NULL,
    basis     text NOT NULL,                   -- fingerprint of what the line rests on
    state     text NOT NULL CHECK (state IN ('planned', 'done', 'passed')),
    result    text,
    at        timestamptz,
    PRIMARY KEY (plan, ordinal),
    UNIQUE (plan, subject),
    CHECK ((state = 'planned') = (at IS NULL))
);
CREATE INDEX line_open ON replay.line (plan, ordinal) WHERE state = 'planned';

-- Windows of time are read in the order in which effects were asked for.
CREATE INDEX effect_by_time ON effects.effect USING brin (created_at);

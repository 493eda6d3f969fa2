-- Repairs: what a fix would do, who approved how much of it, and what came of each step.
CREATE SCHEMA repairs;

CREATE TABLE repairs.plan (
    id            uuid        PRIMARY KEY,
    remedy        text        NOT NULL,
    label         text        NOT NULL,
    cluster       text        NOT NULL,
    wanted        jsonb       NOT NULL,           -- what was entered
    only_subjects jsonb       NOT NULL,           -- empty: all of the cluster
    says          text        NOT NULL,
    way_back      text,
    hash          text        NOT NULL,
    up_to         int         NOT NULL DEFAULT 0 CHECK (up_to >= 0),   -- so many steps are approved
    state         text        NOT NULL CHECK (state IN ('proposed', 'running', 'tried', 'done', 'undone')),
    made_by       text        NOT NULL,
    made_at       timestamptz NOT NULL,
    approved_by   text,
    approved_at   timestamptz,
    reason        text,
    settled       text,                           -- what holds from now on, to take it back
    CHECK ((state = 'proposed') = (approved_at IS NULL)),
    CHECK ((approved_at IS NULL) = (approved_by IS NULL) AND (approved_at IS NULL) = (reason IS NULL))
);
CREATE INDEX plan_running ON repairs.plan (approved_at) WHERE state = 'running';
CREATE INDEX plan_proposed ON repairs.plan (made_at) WHERE state = 'proposed';

CREATE TABLE repairs.step (
    plan    uuid NOT NULL REFERENCES repairs.plan (id) ON DELETE CASCADE,
    ordinal int  NOT NULL CHECK (ordinal > 0),
    subject text NOT NULL,
    what    text NOT NULL,
    now     text NOT NULL,
    becomes text NOT NULL,
    effect  text NOT NULL CHECK (effect IN ('mended', 'refused', 'unchanged')),
    digest  text NOT NULL,
    state   text NOT NULL DEFAULT 'planned' CHECK (state IN ('planned', 'done', 'gone', 'changed', 'failed')),
    result  text,
    at      timestamptz,
    PRIMARY KEY (plan, ordinal),
    UNIQUE (plan, subject),
    CHECK ((state = 'planned') = (at IS NULL))
);

-- When lanes were expected to be done with what waited, and when they were. One open forecast per lane.
CREATE TABLE effects.forecast (
    id          bigint      PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    target      text        NOT NULL,
    made_at     timestamptz NOT NULL,
    backlog     int         NOT NULL CHECK (backlog > 0),
    up_to_seq   bigint      NOT NULL,                -- of effects requested up to then
    per_minute  numeric     NOT NULL CHECK (per_minute > 0),
    basis       text        NOT NULL CHECK (basis IN ('seen', 'capacity', 'assumed')),
    drains_at   timestamptz NOT NULL,
    drained_at  timestamptz,                         -- empty: not yet
    disturbed   boolean     NOT NULL DEFAULT false,  -- stopped, or without answer, meanwhile
    CHECK (drains_at >= made_at)
);
CREATE UNIQUE INDEX forecast_open ON effects.forecast (target) WHERE drained_at IS NULL;
CREATE INDEX forecast_by_target ON effects.forecast (target, id);

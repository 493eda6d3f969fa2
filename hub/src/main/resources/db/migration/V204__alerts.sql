-- Alerts: of which cause who was told, and when last.
CREATE SCHEMA alerts;

CREATE TABLE alerts.alert (
    rule       text        NOT NULL,
    cluster    text        NOT NULL,
    title      text        NOT NULL,
    raised_at  timestamptz NOT NULL,              -- since when it holds
    told_at    timestamptz NOT NULL,              -- when somebody was last told
    told_count int         NOT NULL CHECK (told_count > 0),   -- of how many exceptions
    over_at    timestamptz,                       -- once it is over
    PRIMARY KEY (rule, cluster)
);
CREATE INDEX alert_over ON alerts.alert (over_at) WHERE over_at IS NOT NULL;

CREATE TABLE alerts.watch (
    one    boolean     PRIMARY KEY DEFAULT true CHECK (one),
    due_at timestamptz NOT NULL
);
INSERT INTO alerts.watch (due_at) VALUES ('epoch');

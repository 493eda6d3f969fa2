-- Read sides that are filled again from the journal: how far each is.
CREATE TABLE subscriptions.rebuild (
    id           uuid        PRIMARY KEY,
    subscription text        NOT NULL,
    from_time    timestamptz NOT NULL,
    to_time      timestamptz NOT NULL CHECK (to_time > from_time),
    facts        bigint      NOT NULL CHECK (facts > 0),     -- in the window when it began
    read         bigint      NOT NULL DEFAULT 0,
    events       bigint      NOT NULL DEFAULT 0,             -- that were for the subscription
    position     bigint      NOT NULL DEFAULT 0,             -- of the last fact that was read
    state        text        NOT NULL CHECK (state IN ('running', 'done', 'stopped')),
    asked_by     text        NOT NULL,
    why          text        NOT NULL CHECK (why <> ''),
    asked_at     timestamptz NOT NULL,
    ended_at     timestamptz,
    CHECK ((state = 'running') = (ended_at IS NULL))
);
-- One at a time for each subscription.
CREATE UNIQUE INDEX rebuild_running ON subscriptions.rebuild (subscription) WHERE state = 'running';
CREATE INDEX rebuild_by_subscription ON subscriptions.rebuild (subscription, asked_at DESC);

-- Subscriptions: replays that somebody approved. What is delivered lies in the effects ledger.
CREATE SCHEMA subscriptions;

CREATE TABLE subscriptions.replay (
    plan         text        PRIMARY KEY CHECK (plan <> ''),  -- a plan is carried out once
    subscription text        NOT NULL,
    from_time    timestamptz NOT NULL,
    to_time      timestamptz NOT NULL CHECK (to_time > from_time),
    events       int         NOT NULL CHECK (events > 0),
    asked_by     text        NOT NULL,
    asked_at     timestamptz NOT NULL
);
CREATE INDEX replay_by_subscription ON subscriptions.replay (subscription, asked_at);

-- Facts of a time window are near one another.
CREATE INDEX fact_by_time ON journal.fact USING brin (time);

-- When a subscription was last delivered to, and what it last refused.
CREATE INDEX effect_hook_finished ON effects.effect (target, state, finished_at) WHERE kind = 'webhook.deliver'
    AND finished_at IS NOT NULL;

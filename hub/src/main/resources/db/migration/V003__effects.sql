-- Effects: what the hub does to other systems. One row is one intention with a life of its own.
CREATE SCHEMA effects;

CREATE TABLE effects.lane (
    target               text        PRIMARY KEY,
    paused_by            text,             -- empty: flowing
    tokens               numeric     NOT NULL DEFAULT 0 CHECK (tokens >= 0),
    refilled_at          timestamptz NOT NULL,
    consecutive_failures int         NOT NULL DEFAULT 0 CHECK (consecutive_failures >= 0),
    open_until           timestamptz,      -- circuit breaker: no call before this instant
    rest_until           timestamptz,      -- the target asked to be left alone until then
    last_failure         text
);

CREATE SEQUENCE effects.effect_seq AS bigint;

CREATE TABLE effects.effect (
    id              uuid        PRIMARY KEY,
    seq             bigint      NOT NULL DEFAULT nextval('effects.effect_seq'),
    target          text        NOT NULL CHECK (target <> ''),
    kind            text        NOT NULL CHECK (kind ~ '^[a-z][a-z0-9_]*(\.[a-z0-9_]+)+$'),
    business_key    text        NOT NULL CHECK (business_key <> ''),
    ordering_key    text        NOT NULL CHECK (ordering_key <> ''),
    tier            smallint    NOT NULL CHECK (tier BETWEEN 1 AND 3),   -- critical, normal, bulk
    origin          smallint    NOT NULL CHECK (origin BETWEEN 1 AND 3), -- live, retry, backfill
    state           text        NOT NULL CHECK (state IN ('ready', 'sending', 'done', 'refused', 'in_doubt',
                                                          'parked', 'skipped', 'compensated')),
    request         jsonb       NOT NULL,
    attempts        int         NOT NULL DEFAULT 0 CHECK (attempts >= 0),
    lookups         int         NOT NULL DEFAULT 0 CHECK (lookups >= 0),
    next_attempt_at timestamptz NOT NULL,
    lease_until     timestamptz,
    worker          text,                  -- names this very lease; who comes back with another name was overtaken
    leased_at       timestamptz,
    started_at      timestamptz,
    reference       text,
    response        jsonb,
    code            text,
    reason          text,
    correlation     text        NOT NULL,
    causation       bigint,
    actor           text        NOT NULL,
    traceparent     text,
    created_at      timestamptz NOT NULL,
    finished_at     timestamptz,
    UNIQUE (target, kind, business_key),
    CHECK (state <> 'sending' OR lease_until IS NOT NULL),
    CHECK (state IN ('sending', 'in_doubt') OR lease_until IS NULL),
    CHECK ((lease_until IS NULL) = (worker IS NULL) AND (lease_until IS NULL) = (leased_at IS NULL)),
    CHECK ((state IN ('done', 'refused', 'skipped', 'compensated')) = (finished_at IS NOT NULL)),
    CHECK (state <> 'done' OR reference IS NOT NULL),
    CHECK (state NOT IN ('refused', 'in_doubt', 'parked', 'skipped') OR reason IS NOT NULL)
);
CREATE INDEX effect_ready ON effects.effect (target, tier, origin, seq) WHERE state = 'ready';
CREATE INDEX effect_leased ON effects.effect (target, lease_until) WHERE lease_until IS NOT NULL;
CREATE INDEX effect_doubted ON effects.effect (target, next_attempt_at) WHERE state = 'in_doubt';
CREATE INDEX effect_open_by_key ON effects.effect (target, ordering_key, seq)
    WHERE state IN ('ready', 'sending', 'in_doubt', 'parked');
CREATE INDEX effect_by_ordering_key ON effects.effect (ordering_key, seq);
CREATE INDEX effect_troubled ON effects.effect (state, created_at) WHERE state IN ('in_doubt', 'parked');

CREATE TABLE effects.attempt (
    effect_id  uuid        NOT NULL REFERENCES effects.effect (id),
    number     int         NOT NULL CHECK (number > 0),
    action     text        NOT NULL CHECK (action IN ('send', 'lookup', 'person')),
    started_at timestamptz NOT NULL,
    ended_at   timestamptz NOT NULL,
    outcome    text        NOT NULL,
    detail     text        NOT NULL,
    worker     text        NOT NULL,
    PRIMARY KEY (effect_id, action, number, started_at)
);

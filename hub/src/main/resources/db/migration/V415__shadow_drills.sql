-- Drills on a shadow lane: practise calls to a stand-in of a system, beside the real ones and never to it.
CREATE TABLE practice.shadow_drill (
    id              uuid        PRIMARY KEY,
    system          text        NOT NULL CHECK (system <> ''),
    drill           text        NOT NULL,
    seed            bigint      NOT NULL,
    promise         text        NOT NULL CHECK (promise IN ('native_key', 'lookup', 'none')),
    calls           int         NOT NULL CHECK (calls > 0),
    traffic_ms      bigint      NOT NULL CHECK (traffic_ms > 0),
    time_out_ms     bigint      NOT NULL CHECK (time_out_ms > 0),   -- of the system's own calls
    planned_for     timestamptz,                                    -- when the landscape wanted it to begin
    begun_by        text        NOT NULL,
    begun_at        timestamptz NOT NULL,
    requested       int         NOT NULL DEFAULT 0 CHECK (requested BETWEEN 0 AND calls),
    bulk            int         NOT NULL DEFAULT 0 CHECK (bulk >= 0),
    ended_at        timestamptz,
    ended_by        text,                                           -- who stopped it; empty: it came to its end
    CHECK (ended_by IS NULL OR ended_at IS NOT NULL)
);
CREATE UNIQUE INDEX shadow_drill_planned ON practice.shadow_drill (system, drill, planned_for)
    WHERE planned_for IS NOT NULL;
CREATE UNIQUE INDEX shadow_drill_running ON practice.shadow_drill (system) WHERE ended_at IS NULL;

-- The books of the stand-in. It has no part in the transactions of the ledgers.
CREATE TABLE practice.shadow_document (
    number      bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    drill       uuid        NOT NULL REFERENCES practice.shadow_drill (id) ON DELETE CASCADE,
    key         text        NOT NULL,
    made_at     timestamptz NOT NULL
);
CREATE INDEX shadow_document_by_key ON practice.shadow_document (drill, key);
CREATE INDEX shadow_document_by_time ON practice.shadow_document (drill, made_at);

ALTER TABLE practice.report DROP CONSTRAINT report_drill_check;
ALTER TABLE practice.report ADD CONSTRAINT report_drill_check
    CHECK (drill ~ '^[a-z][a-z-]{0,39}( on shadow of .{1,100})?$');

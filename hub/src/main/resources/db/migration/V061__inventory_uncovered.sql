-- Promises never exceed what is there. Where a count or a hold leaves a promise without goods, that part of it is
-- uncovered: named and counted, until goods come in or the promise finds another way.
ALTER TABLE inventory.position ADD COLUMN uncovered numeric NOT NULL DEFAULT 0 CHECK (uncovered >= 0);

ALTER TABLE inventory.movement
    DROP CONSTRAINT movement_cause_check,
    DROP CONSTRAINT movement_check,
    DROP CONSTRAINT movement_check1,
    DROP CONSTRAINT movement_check2,
    DROP CONSTRAINT movement_check3,
    ADD COLUMN on_hold_delta   numeric NOT NULL DEFAULT 0,
    ADD COLUMN uncovered_delta numeric NOT NULL DEFAULT 0,
    ADD CONSTRAINT movement_known_cause CHECK (cause IN ('reserved', 'released', 'shipped', 'counted', 'held', 'freed',
                                                         'uncovered', 'covered')),
    ADD CONSTRAINT movement_moves CHECK (on_hand_delta <> 0 OR on_hold_delta <> 0 OR reserved_delta <> 0),
    ADD CONSTRAINT movement_reserved CHECK (cause <> 'reserved' OR reserved_delta > 0),
    ADD CONSTRAINT movement_given_back CHECK (cause NOT IN ('released', 'shipped') OR reserved_delta < 0),
    ADD CONSTRAINT movement_held CHECK (cause <> 'held' OR on_hold_delta > 0),
    ADD CONSTRAINT movement_freed CHECK (cause <> 'freed' OR on_hold_delta < 0),
    ADD CONSTRAINT movement_promises CHECK (cause IN ('reserved', 'released', 'shipped', 'uncovered', 'covered')
                                            OR reserved_delta = 0),
    ADD CONSTRAINT movement_on_hand CHECK (cause = 'counted' OR on_hand_delta = 0),
    ADD CONSTRAINT movement_on_hold CHECK (cause IN ('held', 'freed') OR on_hold_delta = 0),
    ADD CONSTRAINT movement_uncovered CHECK (CASE cause WHEN 'uncovered' THEN uncovered_delta > 0
                                                        WHEN 'covered' THEN uncovered_delta < 0
                                                        ELSE uncovered_delta = 0 END),
    ADD CONSTRAINT movement_shifts CHECK (cause NOT IN ('uncovered', 'covered') OR reserved_delta = -uncovered_delta);

WITH overtaken AS (
    UPDATE inventory.position p
       SET reserved = greatest(on_hand - on_hold, 0), uncovered = reserved - greatest(on_hand - on_hold, 0)
     WHERE reserved > greatest(on_hand - on_hold, 0)
    RETURNING sku, location, uncovered)
INSERT INTO inventory.movement (sku, location, cause, on_hand_delta, reserved_delta, uncovered_delta, document, actor, at)
SELECT sku, location, 'uncovered', 0, -uncovered, uncovered, 'V061', 'hub', now() FROM overtaken;

ALTER TABLE inventory.position
    ADD CONSTRAINT position_promises_are_covered CHECK (reserved <= greatest(on_hand - on_hold, 0)),
    ADD CONSTRAINT position_covers_first CHECK (uncovered = 0 OR reserved = greatest(on_hand - on_hold, 0));
CREATE INDEX position_uncovered ON inventory.position (sku, location) WHERE uncovered > 0;

-- Goods that lie there and may not be shipped, each amount with its reason. They may outlast a count.
CREATE TABLE inventory.hold (
    sku      text        NOT NULL,
    location text        NOT NULL,
    document text        NOT NULL CHECK (document <> ''),
    reason   text        NOT NULL CHECK (reason <> ''),
    quantity numeric     NOT NULL CHECK (quantity > 0),
    actor    text        NOT NULL,
    since    timestamptz NOT NULL,
    PRIMARY KEY (sku, location, document),
    FOREIGN KEY (sku, location) REFERENCES inventory.position
);

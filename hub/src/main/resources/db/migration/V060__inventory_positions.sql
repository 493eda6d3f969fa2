-- What lies where, and what of it is promised. The position is the running total of its movements, kept in the
-- same transaction.
CREATE SCHEMA inventory;

CREATE TABLE inventory.position (
    sku        text        NOT NULL,
    location   text        NOT NULL,
    unit       text        NOT NULL,
    on_hand    numeric     NOT NULL CHECK (on_hand >= 0),
    on_hold    numeric     NOT NULL DEFAULT 0 CHECK (on_hold >= 0),
    reserved   numeric     NOT NULL DEFAULT 0 CHECK (reserved >= 0),
    movement   bigint      NOT NULL CHECK (movement >= 0), -- the source's own number of its last movement we know
    counted_at timestamptz NOT NULL,                       -- when the source last told us
    PRIMARY KEY (sku, location)
);

CREATE TABLE inventory.movement (
    id             bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    sku            text        NOT NULL,
    location       text        NOT NULL,
    cause          text        NOT NULL CHECK (cause IN ('reserved', 'released', 'shipped', 'counted')),
    on_hand_delta  numeric     NOT NULL,
    reserved_delta numeric     NOT NULL,
    document       text        NOT NULL CHECK (document <> ''),
    actor          text        NOT NULL,
    at             timestamptz NOT NULL,
    FOREIGN KEY (sku, location) REFERENCES inventory.position,
    CHECK (on_hand_delta <> 0 OR reserved_delta <> 0),
    CHECK (cause <> 'reserved' OR reserved_delta > 0 AND on_hand_delta = 0),
    CHECK (cause NOT IN ('released', 'shipped') OR reserved_delta < 0 AND on_hand_delta = 0),
    CHECK (cause <> 'counted' OR reserved_delta = 0)
);
CREATE INDEX movement_by_position ON inventory.movement (sku, location, id);
CREATE INDEX movement_by_document ON inventory.movement (document);

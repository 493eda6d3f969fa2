-- Goods kept for a cart or a quote until a time. The amount counts in inventory.position.reserved like any other
-- promise; its movements carry the number of the reservation.
CREATE TABLE inventory.soft (
    number       text        PRIMARY KEY CHECK (number ~ '^RV-[0-9]+$'),
    purpose      text        NOT NULL CHECK (purpose IN ('cart', 'quote')),
    account      text        NOT NULL,
    state        text        NOT NULL CHECK (state IN ('held', 'taken', 'released', 'expired')),
    lines        jsonb       NOT NULL, -- what was asked for, kept and missing, as it was answered
    actor        text        NOT NULL,
    correlation  text        NOT NULL,
    held_at      timestamptz NOT NULL,
    expires_at   timestamptz NOT NULL CHECK (expires_at > held_at),
    ended_at     timestamptz,
    order_number text,                 -- the order that took it
    CHECK ((state = 'held') = (ended_at IS NULL)),
    CHECK ((state = 'taken') = (order_number IS NOT NULL)),
    CHECK (state <> 'expired' OR ended_at >= expires_at)
);
CREATE INDEX soft_ends ON inventory.soft (expires_at) WHERE state = 'held';
CREATE INDEX soft_open ON inventory.soft (account) WHERE state = 'held';

CREATE TABLE inventory.soft_line (
    number   text    NOT NULL REFERENCES inventory.soft,
    sku      text    NOT NULL,
    location text    NOT NULL,
    unit     text    NOT NULL,
    quantity numeric NOT NULL CHECK (quantity > 0),
    PRIMARY KEY (number, sku, location),
    FOREIGN KEY (sku, location) REFERENCES inventory.position
);
CREATE INDEX soft_line_by_sku ON inventory.soft_line (sku);

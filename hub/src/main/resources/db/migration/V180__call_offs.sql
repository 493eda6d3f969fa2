-- What a place was asked to give back: it says that it does, or that it is too late.
CREATE TABLE fulfilment.call_off (
    leg        text        NOT NULL REFERENCES fulfilment.leg (number),
    line_no    int         NOT NULL,
    quantity   numeric     NOT NULL CHECK (quantity > 0),  -- in base units, of what was open
    state      text        NOT NULL CHECK (state IN ('asked', 'given_back', 'too_late')),
    asked_at   timestamptz NOT NULL,
    asked_by   text        NOT NULL,
    settled_at timestamptz,
    why        text,                                        -- it is too late
    CHECK ((state = 'asked') = (settled_at IS NULL)),
    CHECK ((state = 'too_late') = (why IS NOT NULL)),
    FOREIGN KEY (leg, line_no) REFERENCES fulfilment.leg_line (leg, line_no)
);
CREATE UNIQUE INDEX call_off_asked ON fulfilment.call_off (leg, line_no) WHERE state = 'asked';
CREATE INDEX call_off_waiting ON fulfilment.call_off (asked_at) WHERE state = 'asked';

-- What was cancelled after the order was taken, in base units: the ERP was told of the order with it.
ALTER TABLE ordering.order_line ADD COLUMN amended numeric NOT NULL DEFAULT 0
    CHECK (amended >= 0 AND amended <= cancelled);

CREATE SCHEMA changes;

-- Changes that buyers and customer service have asked for, with what was answered.
CREATE TABLE changes.change (
    id           uuid        PRIMARY KEY,
    order_number text        NOT NULL,
    asked_by     text        NOT NULL,
    reason       text,
    answer       jsonb       NOT NULL,
    at           timestamptz NOT NULL
);
CREATE INDEX change_by_order ON changes.change (order_number, id);

-- One commercial order, several legs: what one place ships.
CREATE SCHEMA fulfilment;

CREATE TABLE fulfilment.leg (
    number       text        PRIMARY KEY CHECK (number = order_number || '-' || index),
    order_number text        NOT NULL,
    index        int         NOT NULL CHECK (index > 0),
    kind         text        NOT NULL CHECK (kind IN ('warehouse', 'drop_ship', 'backorder')),
    origin       text,                          -- the warehouse or the supplier; none while it waits for supply
    state        text        NOT NULL CHECK (state IN ('waiting', 'planned', 'requested', 'released', 'picking',
                                                       'picked', 'packed', 'shipped', 'delivered', 'shorted',
                                                       'cancelled')),
    account      text        NOT NULL,
    ship_to_id   text,
    ship_to      jsonb       NOT NULL,
    shortage     text        NOT NULL CHECK (shortage IN ('backorder', 'cut')),
    completeness text        NOT NULL CHECK (completeness IN ('complete', 'partial')),
    ship_by      date        NOT NULL,
    promised_for date        NOT NULL CHECK (promised_for >= ship_by),
    carrier      text,
    correlation  text        NOT NULL,
    planned_at   timestamptz NOT NULL,
    shipped_at   timestamptz,
    delivered_at timestamptz,
    CHECK ((kind = 'backorder') = (origin IS NULL)),
    CHECK (state <> 'waiting' OR kind = 'backorder'),
    CHECK (state NOT IN ('shipped', 'delivered') OR shipped_at IS NOT NULL),
    CHECK ((state = 'delivered') = (delivered_at IS NOT NULL)),
    UNIQUE (order_number, index)
);
CREATE INDEX leg_waiting ON fulfilment.leg (planned_at) WHERE state = 'waiting';

CREATE TABLE fulfilment.leg_line (
    leg     text    NOT NULL REFERENCES fulfilment.leg (number),
    line_no int     NOT NULL CHECK (line_no > 0),
    sku     text    NOT NULL,
    unit    text    NOT NULL,
    planned numeric NOT NULL CHECK (planned > 0),
    picked  numeric NOT NULL DEFAULT 0 CHECK (picked >= 0 AND picked <= planned),
    shipped numeric NOT NULL DEFAULT 0 CHECK (shipped >= 0),
    short   numeric NOT NULL DEFAULT 0 CHECK (short >= 0),
    PRIMARY KEY (leg, line_no),
    CHECK (shipped + short <= planned)
);
CREATE INDEX leg_line_by_sku ON fulfilment.leg_line (sku, leg);

CREATE TABLE fulfilment.package (
    sscc         text        PRIMARY KEY CHECK (sscc ~ '^[0-9]{18}$'),
    leg          text        NOT NULL REFERENCES fulfilment.leg (number),
    carrier      text        NOT NULL,
    tracking     text,
    weight_kg    numeric     CHECK (weight_kg >= 0),
    contents     jsonb       NOT NULL,
    milestone    text,
    milestone_at timestamptz,
    signed_by    text,
    UNIQUE (carrier, tracking),
    CHECK ((milestone IS NULL) = (milestone_at IS NULL))
);
CREATE INDEX package_by_leg ON fulfilment.package (leg);
CREATE INDEX package_by_tracking ON fulfilment.package (tracking);

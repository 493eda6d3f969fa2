-- What others say will come in. A row stays until its source no longer lists it; what has come in of it meanwhile is
-- counted beside it, so that nothing is in stock and expected at the same time.
CREATE TABLE inventory.expected (
    reference   text        NOT NULL CHECK (reference <> ''),
    sku         text        NOT NULL,
    location    text        NOT NULL,
    unit        text        NOT NULL,
    quantity    numeric     NOT NULL CHECK (quantity >= 0),
    received    numeric     NOT NULL DEFAULT 0 CHECK (received >= 0),
    expected_on date        NOT NULL,
    as_of       timestamptz NOT NULL, -- when its source last said so
    PRIMARY KEY (reference, sku, location)
);

-- Which transaction wrote a movement: whoever has read all that was finished at some moment finds everything newer
-- by it, whatever the order in which transactions end.
ALTER TABLE inventory.movement ADD COLUMN xid xid8 NOT NULL DEFAULT pg_current_xact_id();
CREATE INDEX movement_by_transaction ON inventory.movement (xid);

-- Items that are sent for missing ones. Each is a line of its own of the order; the numbers of such lines are above those
-- of all lines that buyers write, and no two of an order are the same, whoever finds them at the same time.
CREATE TABLE fulfilment.substitute (
    order_number text        NOT NULL,
    line_no      int         NOT NULL CHECK (line_no > 10000),
    leg          text        NOT NULL REFERENCES fulfilment.leg (number),  -- where the other item was missing
    instead_of   int         NOT NULL CHECK (instead_of BETWEEN 1 AND 10000),
    missing      text        NOT NULL,
    sku          text        NOT NULL,
    quantity     numeric     NOT NULL CHECK (quantity > 0),                -- in base units, the same of both items
    unit         text        NOT NULL,
    chosen_by    text        NOT NULL CHECK (chosen_by IN ('hub', 'warehouse')),
    at           timestamptz NOT NULL,
    PRIMARY KEY (order_number, line_no)
);

ALTER TABLE ordering.order_line
    ADD COLUMN instead_of int CHECK (instead_of IS NULL OR line_no > 10000),
    ADD FOREIGN KEY (order_number, instead_of) REFERENCES ordering.order_line (order_number, line_no);

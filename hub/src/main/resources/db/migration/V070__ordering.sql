-- Orders: one commercial order each, however many legs and systems it touches.
CREATE SCHEMA ordering;

CREATE TABLE ordering.orders (
    id               uuid        PRIMARY KEY,
    number           text        NOT NULL UNIQUE CHECK (number ~ '^[A-Z]{1,4}-[0-9]{1,12}$'),
    channel          text        NOT NULL CHECK (channel IN ('portal', 'sales', 'edi', 'marketplace')),
    consumer         text        NOT NULL,
    account          text        NOT NULL,
    buyer_reference  text,
    requested_for    date,
    ship_to_id       text,
    ship_to          jsonb       NOT NULL,
    completeness     text        NOT NULL CHECK (completeness IN ('complete', 'partial')),
    currency         text        NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    net              numeric     NOT NULL CHECK (net >= 0),
    freight          numeric     NOT NULL CHECK (freight >= 0),
    tax              numeric     NOT NULL CHECK (tax >= 0),
    total            numeric     NOT NULL CHECK (total = net + freight + tax),
    commercial_state text        NOT NULL CHECK (commercial_state IN ('accepted', 'held', 'cancelled', 'closed')),
    posting_state    text        NOT NULL CHECK (posting_state IN ('pending', 'in_doubt', 'posted', 'refused', 'parked')),
    state_reason     text,
    erp_system       text        NOT NULL,
    erp_reference    text,
    conditions       jsonb       NOT NULL DEFAULT '[]',
    correlation      text        NOT NULL,
    accepted_at      timestamptz NOT NULL,
    closed_at        timestamptz,
    version          int         NOT NULL DEFAULT 1,
    CHECK ((posting_state = 'posted') = (erp_reference IS NOT NULL)),
    CHECK ((commercial_state IN ('cancelled', 'closed')) = (closed_at IS NOT NULL)),
    CHECK (commercial_state <> 'held' OR state_reason IS NOT NULL)
);
CREATE INDEX orders_by_account ON ordering.orders (account, id DESC);
CREATE INDEX orders_by_buyer_reference ON ordering.orders (buyer_reference text_pattern_ops) WHERE buyer_reference IS NOT NULL;
CREATE INDEX orders_by_erp_reference ON ordering.orders (erp_reference text_pattern_ops) WHERE erp_reference IS NOT NULL;
CREATE INDEX orders_open ON ordering.orders (commercial_state, id DESC) WHERE commercial_state IN ('accepted', 'held');

CREATE TABLE ordering.order_line (
    order_number text    NOT NULL REFERENCES ordering.orders (number),
    line_no      int     NOT NULL CHECK (line_no > 0),
    buyer_line   text,
    buyer_item   text,                           -- how the buyer named it
    sku          text    NOT NULL,
    description  text    NOT NULL,
    ordered      numeric NOT NULL CHECK (ordered > 0),        -- in the unit the buyer asked for
    ordered_unit text    NOT NULL,
    quantity     numeric NOT NULL CHECK (quantity >= 0),      -- what was accepted, in unit
    unit         text    NOT NULL,
    unit_price   numeric NOT NULL CHECK (unit_price >= 0),    -- for one unit
    net          numeric NOT NULL CHECK (net >= 0),
    tax_class    text    NOT NULL,
    base         numeric NOT NULL CHECK (base > 0),           -- what was ordered, in base units
    base_unit    text    NOT NULL,
    cancelled    numeric NOT NULL DEFAULT 0 CHECK (cancelled >= 0), -- in base units, as the following
    shipped      numeric NOT NULL DEFAULT 0 CHECK (shipped >= 0),
    invoiced     numeric NOT NULL DEFAULT 0 CHECK (invoiced >= 0),
    PRIMARY KEY (order_number, line_no),
    CHECK (shipped + cancelled <= base),
    CHECK (invoiced <= shipped)
);

CREATE TABLE ordering.receipt (
    order_number text  PRIMARY KEY REFERENCES ordering.orders (number),
    receipt      jsonb NOT NULL
);

-- Returns: goods of one order that come back, and what is given back for them.
CREATE SCHEMA returns;

CREATE TABLE returns.rma (
    number           text        PRIMARY KEY CHECK (number ~ '^RMA-[0-9]{1,12}$'),
    order_number     text        NOT NULL,
    account          text        NOT NULL,
    buyer_reference  text,
    state            text        NOT NULL CHECK (state IN ('requested', 'authorised', 'received', 'inspected', 'credited',
                                                           'credit_refused', 'refused', 'cancelled', 'lapsed')),
    state_text       text,
    warehouse        text        NOT NULL,
    erp_system       text        NOT NULL,
    currency         text        NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    value            numeric     NOT NULL CHECK (value >= 0),          -- at the prices of the order, without tax
    fee_percent      numeric     NOT NULL CHECK (fee_percent BETWEEN 0 AND 100),
    rounding         text        NOT NULL,                             -- the rule that was in force
    correlation      text        NOT NULL,
    requested_at     timestamptz NOT NULL,
    arrive_by        timestamptz,
    ended_at         timestamptz,
    credit_net       numeric     CHECK (credit_net >= 0),
    credit_tax       numeric     CHECK (credit_tax >= 0),
    credit_fee       numeric     CHECK (credit_fee BETWEEN 0 AND credit_net),
    credit_reference text,
    CHECK ((credit_net IS NULL) = (credit_tax IS NULL) AND (credit_net IS NULL) = (credit_fee IS NULL)),
    CHECK (credit_reference IS NULL OR credit_net IS NOT NULL),
    CHECK ((state = 'credited') = (credit_reference IS NOT NULL)),
    CHECK ((state IN ('credited', 'refused', 'cancelled', 'lapsed')) = (ended_at IS NOT NULL)),
    CHECK (state NOT IN ('authorised', 'received', 'inspected', 'credited') OR arrive_by IS NOT NULL)
);
CREATE INDEX rma_by_order ON returns.rma (order_number);
CREATE INDEX rma_by_account ON returns.rma (account, requested_at DESC);
CREATE INDEX rma_open ON returns.rma (state, arrive_by) WHERE ended_at IS NULL;

CREATE TABLE returns.rma_line (
    rma        text    NOT NULL REFERENCES returns.rma (number),
    line_no    int     NOT NULL CHECK (line_no > 0),                   -- of the order
    sku        text    NOT NULL,
    tax_class  text    NOT NULL,
    reason     text    NOT NULL,
    note       text,
    asked      numeric NOT NULL CHECK (asked > 0),                     -- as the buyer said it
    asked_unit text    NOT NULL,
    quantity   numeric NOT NULL CHECK (quantity > 0),                  -- in base units, as the following
    unit       text    NOT NULL,
    arrived    numeric NOT NULL DEFAULT 0 CHECK (arrived >= 0 AND arrived <= quantity),
    sellable   numeric NOT NULL DEFAULT 0 CHECK (sellable >= 0),
    damaged    numeric NOT NULL DEFAULT 0 CHECK (damaged >= 0),
    scrapped   numeric NOT NULL DEFAULT 0 CHECK (scrapped >= 0),
    credited   numeric NOT NULL DEFAULT 0 CHECK (credited >= 0),       -- what the credit memo is for
    net        numeric NOT NULL DEFAULT 0 CHECK (net >= 0),            -- and what it gives back, without tax
    tax        numeric NOT NULL DEFAULT 0 CHECK (tax >= 0),
    PRIMARY KEY (rma, line_no),
    CHECK (sellable + damaged + scrapped <= quantity),
    CHECK (credited <= sellable + damaged + scrapped)
);

-- What of an order line is claimed by returns. Its lock decides who may return the last piece.
CREATE TABLE returns.claim (
    order_number text    NOT NULL,
    line_no      int     NOT NULL,
    shipped      numeric NOT NULL CHECK (shipped >= 0),                -- when last looked at
    claimed      numeric NOT NULL CHECK (claimed >= 0),
    PRIMARY KEY (order_number, line_no),
    CHECK (claimed <= shipped)
);

-- What warehouses have told of a return: a document counts once.
CREATE TABLE returns.told (
    rma         text        NOT NULL REFERENCES returns.rma (number),
    document    text        NOT NULL,
    content     jsonb       NOT NULL,
    occurred_at timestamptz NOT NULL,
    PRIMARY KEY (rma, document)
);

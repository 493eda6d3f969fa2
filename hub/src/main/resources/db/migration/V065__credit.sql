-- Credit is reserved like stock: in the transaction that accepts the order.
CREATE SCHEMA credit;

CREATE TABLE credit.account (
    account      text        PRIMARY KEY,
    currency     text        NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    credit_limit numeric     NOT NULL CHECK (credit_limit >= 0),
    exposure     numeric     NOT NULL,          -- as the ERP sees it
    position     bigint      NOT NULL,          -- the ERP's number of the last booking contained in the exposure
    reserved     numeric     NOT NULL DEFAULT 0 CHECK (reserved >= 0),
    as_of        timestamptz NOT NULL
);

-- Orders that the hub has accepted and whose amount the ERP's exposure may not contain yet.
CREATE TABLE credit.reservation (
    order_number text    PRIMARY KEY,
    account      text    NOT NULL REFERENCES credit.account (account),
    amount       numeric NOT NULL CHECK (amount >= 0),
    position     bigint                         -- the ERP's number of the booking; empty until it is posted
);
CREATE INDEX reservation_by_account ON credit.reservation (account, position);

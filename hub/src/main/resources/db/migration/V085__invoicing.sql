-- Invoices as the ERP posted them.
CREATE SCHEMA invoicing;

CREATE TABLE invoicing.invoice (
    number       text        PRIMARY KEY,
    system       text        NOT NULL,
    shipment     text        NOT NULL UNIQUE,   -- the leg that was invoiced
    order_number text        NOT NULL,
    account      text        NOT NULL,
    currency     text        NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    net          numeric     NOT NULL,
    freight      numeric     NOT NULL,
    tax          numeric     NOT NULL,
    total        numeric     NOT NULL CHECK (total = net + freight + tax),
    posted_at    timestamptz NOT NULL,
    due_on       date        NOT NULL,
    lines        jsonb       NOT NULL CHECK (jsonb_typeof(lines) = 'array')
);
CREATE INDEX invoice_by_order ON invoicing.invoice (order_number, posted_at);

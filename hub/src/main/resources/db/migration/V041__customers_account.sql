-- Accounts as the ERP keeps them, each as one canonical document.
CREATE SCHEMA customers;

CREATE TABLE customers.account (
    id          text        PRIMARY KEY,
    name        text        NOT NULL GENERATED ALWAYS AS (document ->> 'name') STORED,
    status      text        NOT NULL GENERATED ALWAYS AS (document ->> 'status') STORED,
    document    jsonb       NOT NULL CHECK (document ->> 'id' = id),
    modified_at timestamptz NOT NULL,
    CHECK (status IN ('ACTIVE', 'ON_HOLD', 'BLOCKED'))
);

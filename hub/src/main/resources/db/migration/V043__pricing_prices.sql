-- Prices and tax rates as the ERP keeps them. A price line without a contract is a quantity break for everyone.
CREATE SCHEMA pricing;

CREATE TABLE pricing.list_price (
    sku         text          PRIMARY KEY,
    unit        text          NOT NULL CHECK (unit ~ '^[A-Z0-9]{1,3}$'),
    unit_price  numeric(18,6) NOT NULL CHECK (unit_price >= 0),
    currency    text          NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    modified_at timestamptz   NOT NULL
);

CREATE TABLE pricing.price_line (
    contract     text          NOT NULL,
    sku          text          NOT NULL,
    unit         text          NOT NULL CHECK (unit ~ '^[A-Z0-9]{1,3}$'),
    min_quantity numeric(18,6) NOT NULL CHECK (min_quantity >= 0),
    valid_from   date          NOT NULL,
    valid_to     date          CHECK (valid_to >= valid_from),
    unit_price   numeric(18,6) NOT NULL CHECK (unit_price >= 0),
    currency     text          NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    PRIMARY KEY (contract, sku, unit, min_quantity, valid_from)
);

CREATE TABLE pricing.tax_rate (
    region    text         NOT NULL,
    tax_class text         NOT NULL,
    rate      numeric(9,6) NOT NULL CHECK (rate BETWEEN 0 AND 1),
    PRIMARY KEY (region, tax_class)
);

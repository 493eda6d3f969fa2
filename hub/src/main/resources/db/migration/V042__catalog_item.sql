-- Items with their packs and barcodes, each as one canonical document.
CREATE SCHEMA catalog;

CREATE TABLE catalog.item (
    sku         text        PRIMARY KEY,
    description text        NOT NULL GENERATED ALWAYS AS (document ->> 'description') STORED,
    status      text        NOT NULL GENERATED ALWAYS AS (document ->> 'status') STORED,
    document    jsonb       NOT NULL CHECK (document ->> 'sku' = sku),
    modified_at timestamptz NOT NULL,
    CHECK (status IN ('ACTIVE', 'DISCONTINUED'))
);
